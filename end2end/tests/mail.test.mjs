// Letters through a real mail server on a free port: everybody with an address is told once, the title survives its
// marks, the calendar entry is one that calendars accept, and a server that is away for a while loses nothing.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { SMTPServer } from "smtp-server";
import { openHouse } from "../lib/people.mjs";

const post = { letters: [], refuse: 0, waiting: [] };
let smtp, house, secretary;

function arrived(count) {
  if (post.letters.length >= count) return Promise.resolve();
  return new Promise((done) => post.waiting.push({ count, done }));
}

before(async () => {
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, session, taken) {
      const parts = [];
      stream.on("data", (part) => parts.push(part));
      stream.on("end", () => {
        if (post.refuse > 0) {
          post.refuse -= 1;
          return taken(Object.assign(new Error("try again later"), { responseCode: 451 }));
        }
        post.letters.push({ to: session.envelope.rcptTo.map(({ address }) => address), text: Buffer.concat(parts).toString("utf8") });
        taken();
        post.waiting = post.waiting.filter(({ count, done }) => post.letters.length < count || done());
      });
    },
  });
  await new Promise((ready) => smtp.listen(0, "127.0.0.1", ready));
  house = await openHouse({ settings: { CHIBO_SMTP_URL: `smtp://127.0.0.1:${smtp.server.address().port}`, CHIBO_MAIL_FROM: "chibo@xa.example" } });
  secretary = await house.person("bithu");
});
after(async () => {
  await house?.close();
  await new Promise((closed) => smtp.close(closed));
});

/** A header of the letter with its encoded words read. */
function header(letter, name) {
  const unfolded = letter.text.replace(/\r\n[ \t]+/g, " ");
  const value = unfolded.match(new RegExp(`^${name}: (.*)$`, "im"))?.[1] ?? "";
  return value
    .replace(/(=\?utf-8\?b\?[^?]+\?=)\s+(?==\?)/gi, "$1")
    .replace(/=\?utf-8\?b\?([^?]+)\?=/gi, (_, text) => Buffer.from(text, "base64").toString("utf8"));
}

/** The calendar entry of a letter, as text. */
function calendar(letter) {
  const part = letter.text.split(/^--/m).find((part) => /content-type: text\/calendar/i.test(part));
  assert.ok(part, "the letter carries a calendar entry");
  const [head, ...body] = part.split("\r\n\r\n");
  const text = body.join("\r\n\r\n");
  if (/base64/i.test(head)) return Buffer.from(text, "base64").toString("utf8");
  return Buffer.from(text.replace(/=\r\n/g, "").replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16))), "latin1").toString("utf8");
}

test("announcing, changing and cancelling reach everybody with an address", async () => {
  // What the demo's own past had to say goes out first.
  await secretary.goto("/meetings/new");
  const action = await secretary.page.locator("main form[method=post]").first().getAttribute("action");
  const frame = { kind: "thematic", title: "Sinh hoạt chuyên đề: chuyển đổi số ở bản", date: "2026-12-20", time: "19:30", minutes: "90", place: "Nhà văn hóa bản Phiêng Đón", link: "" };
  assert.equal((await secretary.post(action, frame)).status(), 200);
  await secretary.goto("/meetings");
  const meeting = await secretary.page.locator("a", { hasText: frame.title }).first().getAttribute("href");
  const path = meeting.match(/^\/meetings\/[0-9a-f-]{36}/)[0];
  assert.equal((await secretary.post(`${path}/agenda`, { title: "Mở đầu", kind: "opening", minutes: "10", presenter: "", parent: "", matter: "" })).status(), 200);

  const told = () => post.letters.filter((letter) => header(letter, "Subject").includes(frame.title));
  const until = async (count) => {
    while (told().length < count) await arrived(post.letters.length + 1);
  };
  assert.equal((await secretary.post(`${path}/announce`, {})).status(), 200);
  await until(6);
  const to = told().flatMap((letter) => letter.to).sort();
  assert.deepEqual(to, ["bithu", "dangvien1", "dangvien2", "dangvien3", "dangvien4", "dangvien5"].map((name) => `${name}@demo.test`), "each once");
  const first = calendar(told()[0]);
  for (const line of ["BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", "DTSTART:20261220T123000Z", "END:VEVENT", "END:VCALENDAR"]) assert.ok(first.includes(line), `${line} in\n${first}`);
  assert.match(first.replace(/\r\n /g, ""), /SUMMARY:.*chuyển đổi số/);
  const uid = first.match(/^UID:(.*)$/m)[1];

  // The server is away: nothing is lost, and it goes out when it is back.
  post.refuse = 2;
  assert.equal((await secretary.post(`${path}/edit`, { ...frame, date: "2026-12-21" })).status(), 200);
  // Letters go one after the other: once the third is here, the failure of the first two is written down, and the
  // clock may move on to their next try.
  await until(6 + 4);
  house.clock("2026-12-03T16:00:00+07:00");
  assert.equal((await secretary.post(`${path}/cancel`, { reason: "Mưa lũ" })).status(), 200);
  await until(18);
  const all = told().map(calendar);
  assert.ok(all.every((entry) => entry.includes(uid)), "one entry, changed and cancelled");
  assert.ok(all.some((entry) => entry.includes("DTSTART:20261221T123000Z") && entry.includes("SEQUENCE:1")), "the change replaces it");
  assert.equal(all.filter((entry) => entry.includes("STATUS:CANCELLED")).length, 6);
});
