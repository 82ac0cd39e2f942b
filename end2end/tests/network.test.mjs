// A ballot on a bad network: whatever is lost between the tap and the answer, it is kept, sent, and counted once.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { cast, makeVote, markBallot, openVoteOf } from "../lib/ballots.mjs";
import { allHere, openVote, turnout } from "../lib/evening.mjs";
import { openHouse } from "../lib/people.mjs";

let house, secretary, meeting, vote, members;
before(async () => {
  house = await openHouse({ time: "19:30" });
  ({ secretary, meeting, members } = await allHere(house));
  vote = await openVote(secretary, meeting);
});

const RECORDED = "Phiếu của đồng chí đã được ghi";
const KEPT = "Mất mạng. Đang gửi lại phiếu – đồng chí đừng đóng trang này…";
const counted = () => turnout(secretary, meeting);

/** Chooses, and waits until the confirmation is sent by script. */
async function choose(member, page = member.page) {
  await page.goto(vote);
  await page.getByRole("button", { name: "Tán thành", exact: true }).click();
  if (member.script) await page.locator("#form-ballot[data-awake]").waitFor();
}

test("the answer is lost: the ballot is sent again and counted once", async () => {
  const [member] = members;
  member.expect(/net::ERR_FAILED/);
  await choose(member);
  let lost = 0;
  // The server has it, the phone does not know.
  await member.page.route("**/ballot", async (route) => {
    await route.fetch();
    lost += 1;
    await route.abort();
  });
  await member.press("Gửi phiếu");
  await member.sees(KEPT);
  assert.equal(await counted(), 1, "the server has recorded it");
  await member.page.unroute("**/ballot");
  await member.sees(RECORDED);
  assert.ok(lost >= 1);
  assert.equal(await counted(), 1);
});

test("no network at the tap: the choice is kept on the phone and sent when the network is back", async () => {
  const [, member] = members;
  member.expect(/net::ERR_INTERNET_DISCONNECTED/);
  await choose(member);
  await member.context.setOffline(true);
  await member.press("Gửi phiếu");
  await member.sees(KEPT);
  assert.equal(await counted(), 1);
  await member.context.setOffline(false);
  await member.sees(RECORDED);
  assert.equal(await counted(), 2);
});

test("no network at the first tap: the ballot stays on the screen and says so", async () => {
  const [, , member] = members;
  member.expect(/net::ERR_INTERNET_DISCONNECTED/);
  await member.goto(vote);
  await member.follows();
  await member.context.setOffline(true);
  await member.page.locator("#form-ballot button[value='1']").click();
  await member.sees("Máy đang mất mạng nên chưa gửi được.");
  await member.page.locator("#form-ballot button[value='1']").click();
  assert.equal(await member.page.locator(".offline").count(), 1, "said once");
  await member.context.setOffline(false);
  await member.page.locator("#form-ballot button[value='1']").click();
  await member.sees("Gửi phiếu");
  assert.equal(await member.page.locator(".offline").count(), 0);
});

test("a double tap is one ballot", async () => {
  const [, , member] = members;
  await choose(member);
  await member.page.getByRole("button", { name: "Gửi phiếu" }).dblclick();
  await member.sees(RECORDED);
  assert.equal(await counted(), 3);
});

test("two windows: the second follows to the receipt, and nothing is counted twice", async () => {
  const [, , , member] = members;
  const other = await member.context.newPage();
  member.watch(other);
  await choose(member);
  await choose(member, other);
  const key = await other.locator("#form-ballot [name=key]").inputValue();
  await member.press("Gửi phiếu");
  await member.sees(RECORDED);
  await other.getByText(RECORDED).first().waitFor();
  // What the second window would have sent is refused, with the receipt.
  const refused = await member.post(`${vote}/ballot`, { m0: "2", key });
  assert.equal(refused.status(), 409);
  assert.match(await refused.text(), /Phiếu của đồng chí đã được ghi/);
  assert.equal(await counted(), 4);
});

test("without JavaScript, sent twice at once: one ballot", async () => {
  const member = members[4];
  assert.equal(member.script, false);
  await choose(member);
  const form = Object.fromEntries(await Promise.all(["m0", "key"].map(async (name) => [name, await member.page.locator(`#form-ballot [name=${name}]`).inputValue()])));
  const answers = await Promise.all([1, 2, 3].map(() => member.post(`${vote}/ballot`, form)));
  for (const answer of answers) assert.equal(answer.status(), 200);
  await member.press("Gửi phiếu");
  await member.sees(RECORDED);
  assert.equal(await counted(), 5);
});

test("the server restarts between two ballots: nothing is lost", async () => {
  for (const person of [secretary, ...members]) person.expect(/net::ERR_/);
  await choose(secretary);
  await house.crash();
  await secretary.press("Gửi phiếu");
  await secretary.sees(KEPT);
  await house.restart();
  await secretary.sees(RECORDED);
  assert.equal(await counted(), 6);
  for (const member of members) {
    await member.goto(vote);
    await member.sees(RECORDED);
  }
});

const LOST = /^Phiếu lúc nãy chưa được ghi nhận\. Xin đồng chí chọn lại và gửi\./;
const UNSENT = /^Biểu quyết đã kết thúc mà chưa có phiếu nào của đồng chí được ghi\./;
const remembered = (member) => member.page.evaluate(() => Object.values(localStorage));

/** The vote before is over; another one on the same item is open. */
async function nextVote(terms) {
  await secretary.post(`${vote}/close`, {});
  const item = (await (await secretary.get(`${meeting}/chair`)).text()).match(/\/items\/[0-9a-f-]{36}/)[0];
  await makeVote(secretary, `${meeting}${item}/vote`, { matter: "ordinary_resolution", ...terms });
  vote = await openVoteOf(secretary, meeting);
}

test("the page is read again while the ballot is on its way: it says that none is recorded, and never what it was", async () => {
  await nextVote({ question: "Sửa đường bản" });
  const [member] = members;
  member.expect(/net::ERR_FAILED/);
  await choose(member);
  await member.page.route("**/ballot", (route) => route.abort());
  await member.press("Gửi phiếu");
  await member.sees(KEPT);
  const [mark, ...more] = await remembered(member);
  assert.deepEqual([mark.length, more], [32, []], "one mark, and no choice");
  assert.ok(!mark.includes(vote.split("/").pop().replaceAll("-", "")), "the mark names no vote");
  await member.page.reload();
  await member.sees(LOST);
  await member.page.unroute("**/ballot");
  await member.press("Không tán thành");
  await member.page.locator("#form-ballot[data-awake]").waitFor();
  assert.equal(await member.page.getByText(LOST).count(), 0, "the next ballot is looked at without it");
  await member.press("Gửi phiếu");
  await member.sees(RECORDED);
  assert.deepEqual(await remembered(member), []);
  assert.equal(await counted(), 1);
});

test("read again while the server is still writing the ballot: the page follows to the receipt", async () => {
  const [, member] = members;
  member.expect(/net::ERR_/);
  await choose(member);
  let arrive;
  await member.page.route("**/ballot", (route) => {
    arrive ??= () => route.fetch();
  });
  await member.press("Gửi phiếu");
  await member.sees(/^Đang gửi/);
  await member.page.reload();
  await member.sees(LOST);
  await member.follows();
  await arrive();
  await member.sees(RECORDED);
  await member.page.unroute("**/ballot");
  // Whoever had chosen again by then is refused, with the receipt of the first.
  const again = await member.post(`${vote}/ballot`, { m0: "2", key: "0190aaaa-0000-7000-8000-000000000001" });
  assert.equal(again.status(), 409);
  assert.match(await again.text(), /Phiếu của đồng chí đã được ghi/);
  await member.page.reload();
  await member.sees(RECORDED);
  assert.deepEqual(await remembered(member), []);
  assert.equal(await counted(), 2);
});

test("somebody else at the same browser is told nothing of another one's ballot", async () => {
  const [, , other] = members;
  await other.goto(vote);
  await other.page.evaluate(() => localStorage.setItem("chibo-ballot", "f".repeat(32)));
  await other.page.reload();
  assert.equal(await other.page.getByText(LOST).filter({ visible: true }).count(), 0);
  await other.page.evaluate(() => localStorage.clear());
});

test("the vote ends while a ballot is looked at once more: the page says so, and nothing of the choice stays", async () => {
  const [, , reader, sender] = members;
  await choose(reader);
  await reader.follows();
  sender.expect(/net::ERR_FAILED|status of 409/);
  await choose(sender);
  await sender.page.route("**/ballot", (route) => route.abort());
  await sender.press("Gửi phiếu");
  await sender.sees(KEPT);
  await secretary.post(`${vote}/close`, {});
  await reader.sees(UNSENT);
  assert.equal(await reader.page.locator("#form-ballot, [name=m0]").count(), 0);
  assert.deepEqual(await remembered(reader), []);
  assert.equal(await reader.page.locator("noscript meta").count(), 0, "what is for browsers without script stays out");
  // What is on its way is not torn away: it is sent, and the server says what became of it.
  await sender.follows();
  assert.equal(await sender.page.locator("#form-ballot[data-busy]").count(), 1);
  assert.ok(await sender.page.getByRole("button", { name: "Chọn lại" }).isDisabled());
  await sender.page.unroute("**/ballot");
  await sender.sees(/^Biểu quyết đã đóng nên không nhận thêm phiếu/);
  assert.equal(await sender.page.getByText(UNSENT).filter({ visible: true }).count(), 0, "it is said once");
  await reader.page.reload();
  assert.equal(await reader.page.getByText(UNSENT).filter({ visible: true }).count(), 0, "he never sent one");
});

test("a list that is being ticked goes when the vote is annulled", async () => {
  await nextVote({ question: "Chọn ngày lao động", ballot: "choose_one", options: "Thứ bảy\nChủ nhật" });
  const [, , , member] = members;
  await member.goto(vote);
  await member.follows();
  await markBallot(member, { pick: "1" });
  // Others vote meanwhile: nothing moves.
  await cast(members[0], vote, { pick: "0" });
  await secretary.goto(`${meeting}/chair`);
  assert.ok(await member.page.locator("[name=pick][value='1']").isChecked());
  await secretary.post(`${vote}/annul`, { reason: "Ghi nhầm ngày" });
  await member.sees(/^Lần biểu quyết này bị hủy trước khi phiếu của đồng chí được ghi\./);
  await member.sees("Lý do: Ghi nhầm ngày");
  assert.equal(await member.page.locator("[name=pick]").count(), 0);
});

test("no page has complained", () => house.close());
