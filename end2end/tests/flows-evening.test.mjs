// What people do on the evening, each once with and once without JavaScript: check in, vote, upload, take notes, write
// the minutes. Two windows of the same minutes do not overwrite each other.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { allHere, confirmVote, openVote, tonight, turnout } from "../lib/evening.mjs";
import { aFakePdf, aPdf } from "../lib/files.mjs";
import { LAPTOP, openHouse } from "../lib/people.mjs";

for (const script of [true, false])
  describe(script ? "with JavaScript" : "without JavaScript", () => {
    let house, meeting, secretary;
    before(async () => {
      house = await openHouse({ time: "19:20" });
      secretary = await house.person("bithu", { script, size: LAPTOP });
      meeting = await tonight(secretary);
    });

    test("a file is what it says, and what was typed survives a refusal", async () => {
      await secretary.goto(`${meeting}/documents/new`);
      await secretary.write("Tên văn bản", "Báo cáo thu chi");
      await secretary.page.getByLabel("Tệp văn bản").setInputFiles(aFakePdf);
      await secretary.press("Đưa văn bản lên");
      await secretary.page.locator(".govuk-error-summary").waitFor();
      assert.equal(await secretary.field("Tên văn bản").inputValue(), "Báo cáo thu chi");
      await secretary.page.getByLabel("Tệp văn bản").setInputFiles(aPdf("thu-chi.pdf"));
      await secretary.press("Đưa văn bản lên");
      await secretary.sees("Đã thêm văn bản vào cuộc họp.");
      await secretary.press(/^Báo cáo thu chi/);
      await secretary.page.locator("summary", { hasText: "Gỡ văn bản này" }).click();
      await secretary.press("Gỡ văn bản");
      await secretary.sees("Đã gỡ văn bản khỏi cuộc họp.");
    });

    test("checking in with a code from the screen; an old code is refused", async () => {
      const member = await house.person("dangvien1", { script });
      await secretary.goto(`${meeting}/code`);
      const code = (await secretary.page.locator("p.code").innerText()).replace(/\s/g, "");
      const type = async (code) => {
        await member.write("Mã điểm danh", code);
        await member.press("Điểm danh bằng mã");
      };
      await member.goto(`${meeting}/check-in`);
      await member.page.locator("summary", { hasText: "Nhập mã" }).click();
      await type([...code].reverse().join("") === code ? "aaaaaa" : [...code].reverse().join(""));
      await member.page.locator(".govuk-error-summary, .note.warn").first().waitFor();
      assert.ok(await member.field("Mã điểm danh").isVisible(), "not checked in by a wrong code");
      await type(code.toLowerCase());
      await member.sees("Đồng chí đã điểm danh.");
    });

    test("the session opens, notes are taken, a vote is cast and declared", async () => {
      await allHere(house, { members: [] });
      const members = [await house.person("dangvien1", { script }), await house.person("dangvien2", { script })];
      const vote = await openVote(secretary, meeting);
      for (const [member, choice] of [[members[0], "Tán thành"], [members[1], "Không có ý kiến"]]) {
        await member.goto("/");
        await member.press("Biểu quyết");
        await confirmVote(member, choice);
        await member.sees("Phiếu của đồng chí đã được ghi");
      }
      assert.equal(await turnout(secretary, meeting), 2);
      await secretary.goto(`${vote}/close`);
      await secretary.press("Kết thúc và công bố");
      await secretary.sees("1/20 tán thành");
      await secretary.goto(`${meeting}/chair`);
      await secretary.press("Ghi ý kiến, kết luận");
      await secretary.write("Ý kiến", "Cầm Văn Thịnh: nhất trí <b>cao</b>");
      if (script) {
        // A link that leaves what was typed is asked about; sending it is not.
        const asked = secretary.page.waitForEvent("dialog").then(async (dialog) => {
          await dialog.dismiss();
          return dialog.type();
        });
        await secretary.page.locator("a.back").first().click({ noWaitAfter: true });
        assert.equal(await asked, "beforeunload");
        assert.match(await secretary.field("Ý kiến").inputValue(), /nhất trí/);
      }
      await secretary.press("Lưu");
      await secretary.sees("Đã lưu ghi chép.");
      assert.equal(await secretary.field("Ý kiến").inputValue(), "Cầm Văn Thịnh: nhất trí <b>cao</b>");
    });

    test("minutes: two windows do not overwrite each other; confirmed, sealed, no longer editable", async () => {
      house.clock("21:05");
      await secretary.goto(`${meeting}/end`);
      await secretary.press("Kết thúc họp");
      await secretary.sees("nhất trí <b>cao</b>");
      const window = await secretary.context.newPage();
      secretary.watch(window);
      await window.goto(`${meeting}/minutes/edit`);
      await secretary.goto(`${meeting}/minutes/edit`);
      const text = secretary.page.getByLabel("Nội dung biên bản");
      await text.fill(`${await text.inputValue()}\nThêm ở cửa sổ thứ nhất.`);
      await secretary.press("Lưu");
      await secretary.sees("Đã lưu biên bản.");
      const stale = window.locator("[name=body]");
      await stale.fill(`${await stale.inputValue()}\nThêm ở cửa sổ thứ hai.`);
      await window.getByRole("button", { name: "Lưu" }).click();
      await window.locator(".govuk-error-summary").waitFor();
      assert.match(await stale.inputValue(), /cửa sổ thứ hai/, "what was typed in the second window is still there");
      assert.match(await window.locator("#newer-body").inputValue(), /cửa sổ thứ nhất/, "what the first window saved stands beside it");
      await secretary.goto(`${meeting}/minutes`);
      await secretary.sees("Thêm ở cửa sổ thứ nhất.");
      await secretary.press("Xác nhận nội dung đúng");
      await secretary.press("Chốt biên bản");
      await secretary.press("Chốt biên bản");
      await secretary.sees("Nội dung còn nguyên như khi chốt.");
      for (const past of ["minutes/edit", "minutes/seal"]) {
        await secretary.goto(`${meeting}/${past}`);
        await secretary.sees("Việc ở trang đó đã qua hoặc chưa đến lúc. Đây là trang hiện nay.");
        assert.equal(new URL(secretary.page.url()).pathname, `${meeting}/minutes`);
      }
    });

    test("no page has complained", () => house.close());
  });
