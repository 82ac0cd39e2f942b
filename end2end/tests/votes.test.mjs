// Kinds of vote on the screen: drafts, motions open and secret, choices, an election with its next round, confidence.
// Not here yet: the same without JavaScript, ratings, paper with two tellers, the closing time, the minutes.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { allowPhones, cast, closeVote, committee, count, makeVote, markBallot, openVoteOf, paper, ruleOf, send, sendBallot } from "../lib/ballots.mjs";
import { axe, frame, sideways, smallTargets } from "../lib/checks.mjs";
import { allHere, tonight } from "../lib/evening.mjs";
import { LAPTOP, openHouse } from "../lib/people.mjs";

const MEMBERS = ["dangvien1", "dangvien2", "dangvien3", "dangvien4", "dangvien5"];
const CANDIDATES = ["Lò Văn Dũng", "Hà Thị Liên", "Quàng Văn Hưng"];
const RECORDED = "Phiếu của đồng chí đã được ghi";

for (const script of [true])
  describe(script ? "with JavaScript" : "without JavaScript", () => {
    let house, meeting, form, secretary, members;
    /** As everybody may meet the page: on a phone, with aids, with a thumb. */
    const fine = async ({ name, page }) => {
      const faults = [...(await axe(page)), ...(await frame(page, "vi")), ...(await sideways(page)), ...(await smallTargets(page))];
      assert.deepEqual(faults, [], `${name} at ${page.url()}`);
    };
    /** Opens a vote and answers its address. */
    const open = async (terms) => {
      await makeVote(secretary, form, terms);
      return openVoteOf(secretary, meeting);
    };
    /** Has them cast, one after the other; each page on the way of the first is looked at. */
    const all = async (vote, ballots) => {
      for (const [n, marks] of ballots.entries()) await cast(n < members.length ? members[n] : secretary, vote, marks);
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
      await makeVote(secretary, null, { question: "Đồng ý chương trình họp", matter: "ordinary_resolution", then: "draft" });
      await secretary.sees("Đã lưu biểu quyết.");
      const draft = secretary.path();
      await fine(secretary);
      await members[0].goto(draft, 404);

      await allHere(house, { members: [] });
      await secretary.post(`${meeting}/table`, { item });
      await secretary.goto(`${meeting}/chair`);
      await secretary.press(/^Mở biểu quyết đã soạn: Đồng ý chương trình họp/);
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
      // Going back asks for nothing to be sent again and shows no choice: each step back is the receipt.
      for (let step = 0; step < 3; step += 1) {
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

    test("no page has complained", () => house.close());
  });
