// A ballot on a bad network: whatever is lost between the tap and the answer, it is kept, sent, and counted once.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { allHere, openVote, turnout } from "../lib/evening.mjs";
import { openHouse } from "../lib/people.mjs";

let house, secretary, meeting, vote, members;
before(async () => {
  house = await openHouse({ time: "19:30" });
  ({ secretary, meeting, members } = await allHere(house));
  vote = await openVote(secretary, meeting);
});

const RECORDED = "Phiếu của đồng chí đã được ghi";
const KEPT = "Mất mạng, phiếu chưa ghi. Đang gửi lại – đồng chí đừng đóng trang này…";
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

test("a double tap is one ballot", async () => {
  const [, , member] = members;
  await choose(member);
  await member.page.getByRole("button", { name: "Gửi phiếu" }).dblclick();
  await member.sees(RECORDED);
  assert.equal(await counted(), 3);
});

test("two windows: the second says that the vote is in, and nothing is counted twice", async () => {
  const [, , , member] = members;
  const other = await member.context.newPage();
  member.watch(other);
  member.expect(/status of 409/);
  await choose(member);
  await choose(member, other);
  await member.press("Gửi phiếu");
  await member.sees(RECORDED);
  await other.getByRole("button", { name: "Gửi phiếu" }).click();
  await other.getByText(/đã bỏ phiếu|đã biểu quyết|đã được ghi/).first().waitFor();
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

test("no page has complained", () => house.close());
