// The steps of an evening, as the people of the demo cell take them. Invariant: every step is made with the hands, on
// the page where it belongs; only arrangements that a test is not about are sent directly.
import assert from "node:assert/strict";
import { LAPTOP, PHONE } from "./people.mjs";

export const QUESTION = "Thông qua dự thảo nghị quyết tháng 12";
export const MEMBERS = ["dangvien1", "dangvien2", "dangvien3", "dangvien4", "dangvien5"];
/** The three official members who have asked to be excused. */
export const EXCUSED = ["Lò Văn Ún", "Giàng A Dế", "Lường Thị Ban"];

/** The address of tonight's meeting. */
export async function tonight(person) {
  const page = await (await person.get("/meetings")).text();
  const rows = [...page.matchAll(/href="(\/meetings\/[0-9a-f-]{36})"[^]*?<\/a>/g)];
  const row = rows.find(([text]) => text.includes("Họp chi bộ thường kỳ tháng 12"));
  assert.ok(row, "tonight's meeting stands in the list");
  return row[1];
}

/** A member scans the code on the wall: the address in it opens the page with the one button. */
export async function checkIn(member, chair, meeting) {
  await chair.page.goto(`${meeting}/code`);
  const code = (await chair.page.locator("p.code").innerText()).replace(/\s/g, "");
  await member.goto(`${meeting}/check-in?code=${code}`);
  await member.page.locator("button[name=presence][value=room]").click();
}

const MARK = { room: "Có mặt", excused: "Vắng có lý do" };

/** The secretary marks somebody who has no phone. */
export async function mark(secretary, name, presence) {
  await secretary.page.getByRole("button", { name: `${name}: ${MARK[presence]}`, exact: true }).first().click();
}

/** The line of somebody on the attendance page. */
export const line = (secretary, name) => secretary.page.locator("tr").filter({ has: secretary.page.getByRole("button", { name: `${name}: Có mặt`, exact: true }) });

/** Everybody is here but the three: the shortest way to a meeting that may vote. */
export async function allHere(house, { members = MEMBERS, open = true } = {}) {
  const secretary = await house.person("bithu", { size: LAPTOP });
  const meeting = await tonight(secretary);
  await secretary.post(`${meeting}/attendance/rest`, {});
  const page = await (await secretary.get(`${meeting}/attendance`)).text();
  assert.match(page, />19<\/span><span class="of">\/ 22</, "19 of 22 are here");
  if (open) await secretary.post(`${meeting}/open`, {});
  const people = [];
  for (const name of members) people.push(await house.person(name, { size: PHONE, script: name !== "dangvien5" }));
  return { secretary, meeting, members: people };
}

/** Puts the last item on the table and opens the open vote on it; answers the address of the vote. */
export async function openVote(secretary, meeting) {
  await secretary.goto(`${meeting}/chair`);
  await secretary.press(/^Đưa ra bàn: Thông qua nghị quyết/);
  await secretary.press("Chọn cách khác…");
  await secretary.write("Nội dung biểu quyết", QUESTION);
  await secretary.press("Mở biểu quyết ngay");
  await secretary.sees(/Đang biểu quyết/);
  const close = await secretary.page.getByRole("link", { name: "Kết thúc và công bố" }).first().getAttribute("href");
  return close.replace(/\/close$/, "");
}

/** One tap and one confirmation, from wherever the member stands in the meeting. */
export async function vote(member, choice) {
  await member.press("Biểu quyết");
  await confirmVote(member, choice);
  await member.sees("Phiếu của đồng chí đã được ghi");
}

export async function confirmVote(member, choice) {
  await member.press(new RegExp(`^${choice}$`));
  await member.press("Gửi phiếu");
}

/** How many have voted, as the chair's console says. */
export async function turnout(secretary, meeting) {
  const page = await (await secretary.get(`${meeting}/chair`)).text();
  const found = page.match(/(\d+) trên (\d+) đã biểu quyết/);
  assert.ok(found, "the console shows the turnout");
  return Number(found[1]);
}
