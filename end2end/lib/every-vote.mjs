// Every kind of vote on the screen: motions open and secret, choices, elections with a next round, confidence, ratings
// with their cap; drafts, paper with two tellers, annulment, the closing time, the minutes of all that. Once with and
// once without JavaScript are two test files, so that they run side by side.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { allowPhones, cast, castUnseen, closeVote, committee, count, makeVote, markBallot, openVoteOf, paper, papersUnseen, ruleOf, send, sendBallot, wakeJobs } from "./ballots.mjs";
import { layout } from "./checks.mjs";
import { EXCUSED, allHere, tonight } from "./evening.mjs";
import { LAPTOP, openHouse } from "./people.mjs";

const MEMBERS = ["dangvien1", "dangvien2", "dangvien3", "dangvien4", "dangvien5"];
const TELLERS = ["Hoàng Thị Én", "Vì Văn Sáng"];
const CANDIDATES = ["Lò Văn Dũng", "Hà Thị Liên", "Quàng Văn Hưng"];
const RECORDED = "Phiếu của đồng chí đã được ghi";

export function everyVote({ script }) {
  describe(`votes ${script ? "with" : "without"} JavaScript`, () => {
    let house, meeting, form, secretary, members;
    /** As everybody may meet the page: on a phone, with a thumb. The tour takes the same pages to axe. */
    const fine = async ({ name, page }) => {
      assert.deepEqual(await layout(page, { lang: "vi" }), [], `${name} at ${page.url()}`);
    };
    /** Opens a vote and answers its address. */
    const open = async (terms) => {
      await makeVote(secretary, form, terms);
      return openVoteOf(secretary, meeting);
    };
    /** Has them cast, one after the other: the first by hand, the others without a page. */
    const all = async (vote, ballots) => {
      for (const [n, marks] of ballots.entries()) await (n ? castUnseen : cast)(n < members.length ? members[n] : secretary, vote, marks);
    };
    const declared = async (vote, ...sentences) => {
      await closeVote(secretary, vote);
      await fine(secretary);
      for (const sentence of sentences) await secretary.sees(sentence);
      await members[0].goto(vote);
      await fine(members[0]);
      for (const sentence of sentences) await members[0].sees(sentence);
    };

    before(async () => {
      house = await openHouse({ time: "19:20" });
      secretary = await house.person("bithu", { script, size: LAPTOP });
      meeting = await tonight(secretary);
      members = await Promise.all(MEMBERS.map((name) => house.person(name, { script })));
    });

    test("the committee opens phones for secret ballots", async () => {
      const above = await committee(house, { script });
      for (const matter of ["Nghị quyết, quyết định thông thường", "Bầu cử", "Lấy phiếu tín nhiệm"]) await allowPhones(above, matter);
      await above.goto(await ruleOf(above, "Bầu cử"));
      await above.sees("Điện thoại, Phiếu giấy");
      await fine(above);
    });

    test("a draft is made before the meeting and opened in it", async () => {
      await secretary.goto(`${meeting}/agenda`);
      const item = /agenda\/([0-9a-f-]{36})"/.exec(await secretary.page.content())[1];
      await secretary.goto(`${meeting}/agenda/${item}`);
      await secretary.press("Soạn biểu quyết");
      await fine(secretary);
      await makeVote(secretary, null, { question: "Đồng ý chương trình", matter: "ordinary_resolution", then: "draft" });
      await secretary.sees("Đã lưu biểu quyết.");
      const draft = secretary.path();
      await fine(secretary);
      await secretary.press("Sửa bản soạn");
      await fine(secretary);
      await makeVote(secretary, null, { question: "" });
      await secretary.sees("còn trống");
      await makeVote(secretary, null, { question: "Đồng ý chương trình họp" });
      await secretary.sees("Đồng ý chương trình họp");
      assert.equal(secretary.path(), draft);
      await members[0].goto(draft, 404);

      await allHere(house, { members: [] });
      await secretary.post(`${meeting}/table`, { item });
      await secretary.goto(`${meeting}/chair`);
      await secretary.press(/^Đến biểu quyết đã soạn: Đồng ý chương trình họp/);
      await secretary.press("Mở biểu quyết ngay");
      await secretary.sees("Đã mở biểu quyết.");
      assert.equal(await openVoteOf(secretary, meeting), draft);
      await fine(secretary);
      await all(draft, ["1", "1"]);
      await declared(draft, "2/20 tán thành", "Không được thông qua");
    });

    test("an ordinary motion takes a question, a matter and a button", async () => {
      const page = await (await secretary.get(`${meeting}/chair`)).text();
      const last = [...page.matchAll(/name="item" value="([0-9a-f-]{36})"/g)].at(-1)[1];
      form = `${meeting}/items/${last}/vote`;
      await secretary.post(`${meeting}/table`, { item: last });
      await secretary.goto(form);
      const fields = secretary.page.locator("#form-vote").locator("input:not([type=hidden]), select, textarea");
      assert.equal(await fields.filter({ visible: true }).count(), 2);
      const vote = await open({ question: "Thông qua nghị quyết tháng 12", matter: "ordinary_resolution" });
      const [member] = members;
      await member.goto("/");
      await member.press("Biểu quyết");
      await fine(member);
      await send(member, "#form-ballot button[name=m0][value='3']");
      await fine(member);
      await member.press("Chọn lại");
      await send(member, "#form-ballot button[name=m0][value='1']");
      await sendBallot(member);
      await fine(member);
      // Going back asks for nothing to be sent again and shows no choice: each step back is the receipt. A browser
      // without JavaScript asks first, as after any form.
      for (let step = 0; script && step < 3; step += 1) {
        await member.page.goBack();
        await member.sees(RECORDED);
        assert.equal(member.path(), vote);
        assert.equal(await member.page.locator("#form-ballot").count(), 0);
      }
      assert.deepEqual([...member.visited].filter((address) => /m0|pick/.test(address)), [], "no choice in an address");
      await cast(members[1], vote, "2");
      await declared(vote, "1/20 tán thành");
      await members[0].sees("Cầm Văn Thịnh");
    });

    test("a secret motion: figures and no names", async () => {
      const vote = await open({ question: "Cảnh cáo đồng chí A", matter: "ordinary_resolution", secrecy: "secret", phone: "yes" });
      await members[0].goto(vote);
      await members[0].sees(/phiếu được niêm phong/);
      await secretary.sees(/Có ít hơn 7 người|Đang biểu quyết/);
      await all(vote, ["1", "1", "1", "2", "3", "2"]);
      await members[0].sees(RECORDED);
      assert.doesNotMatch(await members[0].page.locator("main").innerText(), /án thành|\d\d:\d\d/, "the receipt says neither choice nor time");
      await declared(vote, "3/20 tán thành");
      assert.doesNotMatch(await members[0].page.locator("main").innerText(), /Cầm Văn Thịnh/);
    });

    test("one of several", async () => {
      const vote = await open({ question: "Nơi làm nhà văn hóa", matter: "ordinary_resolution", ballot: "choose_one", options: "Đầu bản\nGiữa bản\nCuối bản" });
      const [member] = members;
      await member.goto(vote);
      await fine(member);
      await markBallot(member, { pick: "1" });
      await send(member, "#form-ballot button");
      await member.sees("Giữa bản");
      await fine(member);
      await member.press("Chọn lại");
      assert.ok(await member.page.locator("[name=pick][value='1']").isChecked(), "the choice is kept");
      await send(member, "#form-ballot button");
      await sendBallot(member);
      await all(vote, []);
      await cast(members[1], vote, { pick: "2" });
      await declared(vote, /Giữa bản/, "Chưa đủ, cần bỏ phiếu tiếp");
    });

    test("some of several: a ballot with too many is refused and kept", async () => {
      const vote = await open({ question: "Việc làm trước", matter: "ordinary_resolution", ballot: "choose", options: "Đường\nĐiện\nNước", most: "2" });
      const [member] = members;
      await member.goto(vote);
      await markBallot(member, { m0: "1", m1: "1", m2: "1" });
      await send(member, "#form-ballot button");
      await member.page.locator(".govuk-error-summary").waitFor();
      await member.sees(/nhiều nhất 2/);
      for (const name of ["m0", "m1", "m2"]) assert.ok(await member.page.locator(`[name=${name}]`).isChecked(), `${name} is kept`);
      await fine(member);
      await member.page.locator("[name=m1]").uncheck();
      await send(member, "#form-ballot button");
      assert.match(await member.says(), /Đường[^]*Nước/);
      await sendBallot(member);
      await declared(vote, /Đường/);
    });

    test("an election goes into a next round whose form is filled in; it is annulled and repeated", async () => {
      await makeVote(secretary, form, { question: "Bầu chi ủy", matter: "election", options: CANDIDATES.join("\n") });
      await secretary.page.locator(".govuk-error-summary").waitFor();
      assert.equal(await secretary.page.locator("[name=options]").inputValue(), CANDIDATES.join("\n"), "the list is kept and seen");
      await fine(secretary);
      await makeVote(secretary, null, { most: "2", phone: "yes" });
      const vote = await openVoteOf(secretary, meeting);
      await members[0].goto(vote);
      await fine(members[0]);
      await all(vote, [{ m0: "1", m1: "1" }, { m0: "1", m2: "1" }, { m0: "1" }, { m0: "1", m1: "1" }, {}]);
      await declared(vote, "Chưa đủ, cần bỏ phiếu tiếp");
      await secretary.press("Soạn lần bỏ phiếu tiếp theo");
      const names = (await secretary.page.locator("[name=options]").inputValue()).trim().split(/\r?\n/);
      assert.deepEqual(names, CANDIDATES);
      assert.equal(await secretary.page.locator("[name=most]").inputValue(), "2");
      await fine(secretary);
      await makeVote(secretary, null, {});
      const second = await openVoteOf(secretary, meeting);
      await all(second, [{ m0: "1" }]);
      await secretary.goto(`${second}/annul`);
      await send(secretary, "#form-annul button");
      await secretary.page.locator(".govuk-error-summary").waitFor();
      await fine(secretary);
      await secretary.write("Lý do hủy", "Ghi sót một người ứng cử");
      await send(secretary, "#form-annul button");
      await secretary.sees("Lý do: Ghi sót một người ứng cử");
      await fine(secretary);
      await members[0].goto(second);
      await members[0].sees("Lần biểu quyết này đã bị hủy");
      await fine(members[0]);
      await secretary.press("Tổ chức biểu quyết lại");
      await makeVote(secretary, null, {});
      const third = await openVoteOf(secretary, meeting);
      assert.notEqual(third, second);
      await all(third, [{ m0: "1", m1: "1" }, { m0: "1" }, { m1: "1" }]);
      await declared(third, "Chưa đủ, cần bỏ phiếu tiếp");
    });

    test("confidence in three levels", async () => {
      const vote = await open({ question: "Lấy phiếu tín nhiệm chi ủy", matter: "confidence", options: CANDIDATES.join("\n"), phone: "yes" });
      const [member] = members;
      await member.goto(vote);
      await fine(member);
      await markBallot(member, { m0: "1", m1: "2" });
      await send(member, "#form-ballot button");
      await member.sees("Không chọn");
      await fine(member);
      await member.press("Chọn lại");
      assert.ok(await member.page.locator("[name=m1][value='2']").isChecked(), "levels are kept");
      await markBallot(member, { m2: "3" });
      await send(member, "#form-ballot button");
      await sendBallot(member);
      await all(vote, []);
      await cast(members[1], vote, { m0: "1", m1: "1", m2: "1" });
      await cast(members[2], vote, { m0: "1", m1: "3", m2: "2" });
      await declared(vote, "Đã có kết quả kiểm phiếu", "3/20 đã bỏ phiếu");
    });

    test("a rating on phones and on paper, counted by two tellers, above its cap", async () => {
      await secretary.goto(`${meeting}/people`);
      await fine(secretary);
      await secretary.choose("Người thứ nhất", { label: TELLERS[0] });
      await secretary.choose("Người thứ hai", { label: TELLERS[1] });
      await secretary.press("Ghi tổ kiểm phiếu");
      const vote = await open({ question: "Xếp loại năm 2026", matter: "yearly_rating", secrecy: "open", options: CANDIDATES.join("\n"), phone: "yes", paper: "yes" });
      const [one, , , first, second] = members;
      await cast(one, vote, { m0: "1", m1: "1", m2: "2" });
      await first.goto(vote);
      await first.press("Phiếu giấy: phát phiếu và kiểm phiếu");
      await fine(first);
      await first.sees("Đã bỏ phiếu trên máy");
      const rows = await first.page.locator("main li", { has: first.page.locator("form button") }).locator("b").allInnerTexts();
      // The rest of those who are here: all official members but the three, and whoever votes on a phone.
      // Of two of one name only one is told apart here.
      const names = [...new Set(rows)].filter((name) => !["Lò Văn Dũng", ...TELLERS].includes(name) && !EXCUSED.includes(name)).slice(0, 12);
      assert.equal(names.length, 12, rows.join(", "));
      for (const name of [names[0], names[11]]) await paper(first, name);
      await papersUnseen(first, vote, names.slice(1, 11));
      await second.goto(`${vote}/paper`);
      await paper(second, names[11]);
      await fine(second);
      assert.equal(await second.page.locator(".big").first().innerText(), "11");
      await closeVote(secretary, vote);
      await secretary.sees(/Hai người kiểm phiếu đang kiểm|Đã có 0 trong 2/);
      await fine(secretary);
      await members[1].goto(vote);
      await fine(members[1]);

      const figures = { returned: 11, valid: 11, invalid: 0, blank: 0, m0_1: 11, m1_1: 10, m1_2: 1, m2_2: 11 };
      await count(first, vote, { ...figures, valid: 9 });
      await first.page.locator(".govuk-error-summary").waitFor();
      assert.equal(await first.page.locator("[name=m1_1]").inputValue(), "10", "the figures are kept");
      await fine(first);
      await count(first, vote, { ...figures, m1_1: 12 });
      assert.match(await first.page.locator(".govuk-error-summary").innerText(), /Hà Thị Liên: 13,/, "a name keeps its capital");
      await fine(first);
      await count(first, vote, figures);
      await first.sees("Đã có 1 trong 2 kết quả kiểm phiếu.");
      await second.goto(`${vote}/paper`);
      assert.equal(await second.page.locator("[name=m0_1]").inputValue(), "", "nobody copies");
      await count(second, vote, { ...figures, m1_1: 9, m1_2: 2 });
      await second.sees(/Hai kết quả khác nhau/);
      await fine(second);
      await secretary.goto(vote);
      assert.equal(await secretary.page.getByRole("button", { name: "Công bố kết quả" }).count(), 0, "a difference is not declared");
      await count(second, vote, figures);
      await second.sees(/khớp nhau/);
      await secretary.goto(vote);
      await fine(secretary);
      await secretary.press("Công bố kết quả");
      await secretary.sees("Đã công bố kết quả.");
      await secretary.sees("Vượt tỷ lệ xếp loại xuất sắc");
      await secretary.sees("Xếp loại xuất sắc: 2, nhiều nhất được 0.");
      await fine(secretary);
      await members[0].goto(vote);
      await members[0].sees("Vượt tỷ lệ xếp loại xuất sắc");
      await fine(members[0]);
    });

    if (script)
      test("the answer to a secret ballot is lost on the way: it is counted once", async () => {
        const vote = await open({ question: "Phiếu kín khi mạng yếu", matter: "ordinary_resolution", secrecy: "secret", phone: "yes" });
        const [member] = members;
        member.expect(/net::ERR_FAILED/);
        await member.goto(vote);
        await send(member, "#form-ballot button[name=m0][value='1']");
        await member.page.locator("#form-ballot[data-awake]").waitFor();
        await member.page.route("**/ballot", async (route) => {
          await route.fetch();
          await route.abort();
        });
        await member.page.locator("#form-ballot button").click();
        await member.sees("Mất mạng. Đang gửi lại phiếu – đồng chí đừng đóng trang này…");
        await fine(member);
        await member.page.unroute("**/ballot");
        await member.sees(RECORDED);
        await cast(members[1], vote, "1");
        // Two ballots alone would be no secret. Why it stays open goes on being said when the third has come.
        await closeVote(secretary, vote);
        const refused = secretary.page.locator(".govuk-error-summary");
        await refused.waitFor();
        await cast(members[2], vote, "2");
        await secretary.sees("Có thông tin mới.");
        assert.equal(await refused.count(), 1);
        await declared(vote, "2/20 tán thành");
      });

    test("a vote closes by itself; a ballot that comes later is told so", async () => {
      house.clock("19:40");
      const vote = await open({ question: "Họp tiếp đến 22 giờ", matter: "ordinary_resolution", minutes: "5" });
      const [one, two] = members;
      await one.goto(vote);
      await one.sees("Biểu quyết tự kết thúc lúc 19:45.");
      await cast(two, vote, "1");
      await send(one, "#form-ballot button[name=m0][value='1']");
      house.clock("19:46");
      const late = await one.page.locator("#form-ballot").evaluate((form) => [...form.querySelectorAll("input")].map((input) => [input.name, input.value]));
      const answer = await one.post(`${vote}/ballot`, Object.fromEntries(late));
      assert.equal(answer.status(), 409);
      assert.match(await answer.text(), /Biểu quyết đã đóng nên không nhận thêm phiếu/);
      // The runner would look within half a minute; a letter wakes it at once.
      await wakeJobs(secretary);
      await one.finds(vote, "1/20 tán thành");
    });

    test("the minutes tell an election and a rating", async () => {
      house.clock("21:05");
      await secretary.goto(`${meeting}/end`);
      await secretary.press("Kết thúc họp");
      await secretary.goto(`${meeting}/minutes/print`);
      const paper = await secretary.page.locator("body").innerText();
      assert.match(paper, /Bầu chi ủy/);
      assert.match(paper, /Ghi sót một người ứng cử/);
      assert.match(paper, /Xếp loại năm 2026/);
      assert.match(paper, /Hoàn thành xuất sắc nhiệm vụ|hoàn thành xuất sắc nhiệm vụ/);
      await fine(secretary);
    });

    test("no page has complained", () => house.close());
  });
}
