// The whole story on the demo, by hand: a meeting is prepared and announced, tonight's is run, five members read and
// vote on phones (one without JavaScript), base 20, minutes sealed, found, amended; others see nothing of it.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { EXCUSED, QUESTION, checkIn, confirmVote, line, mark, openVote, tonight, turnout } from "../lib/evening.mjs";
import { LAPTOP, PHONE, SOON, openHouse } from "../lib/people.mjs";
import { manifest } from "../lib/server.mjs";
import { aPdf } from "../lib/files.mjs";

let house, secretary, meeting, item, vote;
const members = {};
const each = () => Object.values(members);

before(async () => {
  assert.ok(manifest().wasm, "the islands are built");
  house = await openHouse({ time: "15:00" });
});

// A chain: what an earlier link did not do, no later one can find.
let broken = false;
const step = (name, act) =>
  test(name, async () => {
    assert.ok(!broken, "an earlier step of the story failed");
    broken = true;
    await act();
    broken = false;
  });

async function signIn(name, options) {
  const person = await house.stranger({ name, ...options });
  await person.goto("/sign-in");
  await person.write("Số điện thoại hoặc thư điện tử", `${name}@demo.test`);
  await person.write("Mật khẩu", house.password);
  await person.press("Đăng nhập");
  await person.sees("Chào đồng chí");
  return person;
}

step("the secretary signs in and makes next week's meeting in a few steps", async () => {
  secretary = await signIn("bithu", { size: LAPTOP });
  await secretary.goto("/meetings");
  await secretary.press("Tạo cuộc họp");
  await secretary.write("Tên cuộc họp", "Sinh hoạt chuyên đề quý IV");
  await secretary.page.getByLabel("Sinh hoạt chuyên đề", { exact: true }).check();
  await secretary.write("Ngày họp", "2026-12-12");
  await secretary.page.getByLabel("Chương trình", { exact: true }).selectOption({ label: "Lập mới từ đầu" });
  await secretary.press("Lưu và lập chương trình");
  await secretary.sees("Chưa có nội dung nào.");
  for (const [title, minutes] of [["Khai mạc, điểm danh", "10"], ["Trao đổi về chuyên đề", "80"]]) {
    await secretary.write("Nội dung", title);
    await secretary.write("Thời gian (phút)", minutes);
    await secretary.press("Thêm vào chương trình");
    await secretary.sees("Đã thêm nội dung");
  }
  await secretary.sees("Tổng thời gian: 90 phút");
});

step("attaches a document, announces, and every member is told", async () => {
  await secretary.press(/^Sửa nội dung Trao đổi/);
  await secretary.press("Thêm văn bản");
  await secretary.write("Tên văn bản", "Đề cương chuyên đề quý IV");
  await secretary.page.getByLabel("Tệp văn bản").setInputFiles(aPdf("de-cuong.pdf"));
  await secretary.press("Đưa văn bản lên");
  await secretary.sees("Đề cương chuyên đề quý IV");
  await secretary.press("Gửi thông báo");
  await secretary.sees("1 văn bản");
  await secretary.press("Gửi đến 22 đồng chí");
  await secretary.sees("Gửi vào nhóm trò chuyện");
  for (const n of [1, 2, 3, 4, 5]) members[n] = await signIn(`dangvien${n}`, { size: PHONE, script: n !== 5 });
  for (const member of each()) {
    await member.page.locator("header summary").click();
    await member.press(/^Thông báo/, member.page.locator("header"));
    await member.sees("Sinh hoạt chuyên đề quý IV");
  }
});

step("the members read tonight's documents on their phones and reply with one tap", async () => {
  meeting = await tonight(secretary);
  for (const member of each()) {
    await member.goto("/documents");
    await member.press(/^Dự thảo nghị quyết tháng 12/);
    await member.sees("Chưa đọc");
    const file = await member.page.getByRole("link", { name: /^Mở văn bản/ }).getAttribute("href");
    const answer = await member.get(file);
    assert.equal(answer.headers()["content-type"], "application/pdf");
    assert.equal((await answer.body()).subarray(0, 5).toString(), "%PDF-");
    await member.page.reload();
    await member.sees("Đồng chí đã đọc");
    await member.goto(meeting);
    await member.press("Tôi sẽ dự");
    await member.sees("Đồng chí sẽ dự họp");
  }
  await secretary.goto(`${meeting}/readers`);
  await secretary.sees("5/22 đồng chí đã đọc");
});

step("in the evening members check in by the code, the secretary marks those without a phone", async () => {
  house.clock("19:20");
  for (const member of each()) {
    await checkIn(member, secretary, meeting);
    await member.sees(/Đồng chí đã điểm danh|Đã điểm danh/);
  }
  await secretary.goto(`${meeting}/attendance`);
  const names = await secretary.page.locator("tbody tr b").allInnerTexts();
  assert.equal(names.length, 22);
  for (const name of EXCUSED) assert.match(await line(secretary, name).innerText(), /Xin vắng/, `${name} had asked to be excused`);
  for (const name of EXCUSED) await mark(secretary, name, "excused");
  const rows = secretary.page.locator("tbody tr");
  // Two members have the same name: the line decides.
  for (let n = 0; n < 22; n++) {
    if (EXCUSED.includes(names[n])) continue;
    const here = rows.nth(n).getByRole("button", { name: /: Có mặt$/ });
    if ((await here.getAttribute("aria-pressed")) === "true") continue;
    await here.click();
    await secretary.page.waitForLoadState();
  }
  const figures = await secretary.page.locator("#attendance-figures").innerText();
  assert.match(figures.replace(/\s+/g, " "), /19 ?\/ 22/);
});

step("the chair opens the session and phones follow within a moment", async () => {
  for (const member of each()) await member.goto(meeting);
  house.clock("19:30");
  await secretary.goto(`${meeting}/chair`);
  await secretary.sees(/17\/20/);
  await secretary.press("Khai mạc cuộc họp");
  await secretary.sees("Đang bàn · Nội dung 1");
  for (const member of each()) {
    await member.page.reload();
    if (member.script) await member.follows();
  }
  await secretary.press(/^Đưa ra bàn: Thảo luận: làm đường liên bản/);
  const table = (member) => member.page.locator("#meeting-now").getByText("làm đường liên bản");
  for (const member of each().filter(({ script }) => script)) await table(member).waitFor({ timeout: SOON });
  await members[5].press("Tải lại");
  await table(members[5]).waitFor();
});

step("notes of an opinion and a conclusion", async () => {
  await secretary.press("Ghi ý kiến, kết luận");
  await secretary.write("Ý kiến", "Lò Thị Hạnh: đề nghị làm đường trước mùa mưa");
  await secretary.write("Kết luận của chủ trì", "Thống nhất làm đường liên bản trước tháng 4.");
  await secretary.press("Lưu");
  await secretary.sees("Đã lưu ghi chép.");
});

step("a vote opens, phones show it at once, one tap and one confirmation send it", async () => {
  vote = await openVote(secretary, meeting);
  for (const member of each().filter(({ script }) => script))
    await member.page.locator("#meeting-now").getByRole("link", { name: "Biểu quyết", exact: true }).waitFor({ timeout: SOON });
  await members[5].press("Tải lại");
  item = new URL(secretary.page.url()).pathname;
  for (const [n, member] of Object.entries(members)) {
    await member.press("Biểu quyết");
    await confirmVote(member, n === "4" ? "Không tán thành" : "Tán thành");
    await member.sees("Phiếu của đồng chí đã được ghi");
  }
  assert.equal(await turnout(secretary, meeting), 5);
  await secretary.page.getByText("5 trên 20 đã biểu quyết").or(secretary.page.getByLabel("5 trên 20 đã biểu quyết")).first().waitFor({ timeout: SOON });
});

step("the chair votes too, sees who has not, closes and declares: 5 of base 20", async () => {
  await secretary.press("Phiếu của tôi");
  await confirmVote(secretary, "Tán thành");
  await secretary.sees("Phiếu của đồng chí đã được ghi");
  await secretary.goto(`${vote}/close`);
  await secretary.sees("Cầm Thị Dung");
  const waiting = await secretary.page.locator("#waiting").innerText();
  for (const name of EXCUSED) assert.ok(!waiting.includes(name), `${name} is absent and is not waited for`);
  assert.ok(!waiting.includes("Lò Thị Hạnh"), "whoever has voted is not waited for");
  await secretary.press("Kết thúc và công bố");
  await secretary.sees("Không được thông qua");
  await secretary.sees(/5\/20 tán thành, cần 11/);
  await secretary.sees("chưa đối chiếu văn bản");
  for (const member of each().filter(({ script }) => script)) await member.sees(/5\/20 tán thành/, SOON);
  await members[5].goto(vote);
  await members[5].sees(/5\/20 tán thành/);
});

step("the session ends; the minutes are edited, confirmed, sealed", async () => {
  house.clock("21:05");
  await secretary.goto(`${meeting}/chair`);
  await secretary.press("Kết thúc họp");
  await secretary.press("Kết thúc họp");
  await secretary.sees("Việc cần làm: đọc lại và xác nhận");
  await secretary.sees(/đề nghị làm đường trước mùa mưa/);
  await members[1].goto(meeting);
  await members[1].sees("Cuộc họp đã kết thúc lúc 21:05");
  await secretary.press("Sửa biên bản");
  const text = secretary.page.getByLabel("Nội dung biên bản");
  await text.fill(`${await text.inputValue()}\nĐồng chí trưởng bản báo cáo thêm về suối Nậm Huổi.`);
  await secretary.press("Lưu");
  await secretary.sees("suối Nậm Huổi");
  await secretary.press("Xác nhận nội dung đúng");
  await secretary.sees("Đã xác nhận, chờ chốt");
  await secretary.press("Chốt biên bản");
  await secretary.sees("Chốt biên bản?");
  await secretary.press("Chốt biên bản");
  await secretary.sees("Nội dung còn nguyên như khi chốt.");
});

step("members find them without marks, read the addendum, and the printed page is a paper", async () => {
  await secretary.press("Thêm bản bổ sung");
  await secretary.write("Nội dung bổ sung", "Đồng chí Hoàng Thị Én đến lúc 19 giờ 45 phút.");
  await secretary.press("Xem lại trước khi ghi");
  await secretary.sees("Xem lại bản bổ sung");
  await secretary.press("Ghi bản bổ sung");
  await secretary.sees("Bản bổ sung số 1");
  for (const member of [members[1], members[5]]) {
    await member.goto("/archive");
    await member.write("Tìm trong biên bản", "suoi nam huoi");
    await member.press("Tìm");
    await member.sees("Tìm thấy 1 biên bản");
    await member.press(/^Họp chi bộ thường kỳ tháng 12/);
    await member.sees("đến lúc 19 giờ 45 phút");
    await member.press("Bản in");
    await member.sees("ĐẢNG CỘNG SẢN VIỆT NAM");
    await member.page.emulateMedia({ media: "print" });
    assert.equal(await member.page.locator(".bar, .places, .back").filter({ visible: true }).count(), 0, "the frame is not printed");
    await member.page.emulateMedia({ media: "screen" });
  }
});

step("the secretary of another cell finds none of all that", async () => {
  const other = await house.person("bithu2", { size: LAPTOP });
  const addresses = new Set([secretary, ...each()].flatMap((person) => [...person.visited]).filter((address) => /^\/(meetings|documents|members|live)\/.*[0-9a-f]{8}-/.test(address)));
  assert.ok(addresses.size > 20, `the story visited ${addresses.size} addresses`);
  addresses.add(`/live${meeting}`).add(`${item}`).add(vote);
  for (const address of addresses) assert.equal((await other.get(address)).status(), 404, address);
});

test("no page has complained", () => house.close());
