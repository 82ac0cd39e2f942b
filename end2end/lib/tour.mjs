// Every page of Chibo in every state that it has, for whom it is made: the one list that accessibility, layout and
// pictures are taken from. Invariant: what is done on a page follows `open` or `visit`, never `see`; actions between
// visits use no words of a language, so that the tour is the same in each.
import assert from "node:assert/strict";
import { aFakePdf, aPdf } from "./files.mjs";
import { allHere, checkIn, tonight } from "./evening.mjs";
import { LAPTOP } from "./people.mjs";

const UUID = /[0-9a-f]{8}-[0-9a-f-]{27}/;

/** The first address on a page of somebody that matches. */
export async function find(person, path, pattern) {
  const text = await (await person.get(path)).text();
  const found = text.match(pattern);
  assert.ok(found, `${person.name} finds ${pattern} on ${path}`);
  return found[1] ?? found[0];
}

/** Sends the form with this address as it stands on the page, or with what `fill` writes. */
async function submit(person, action, fill = async () => {}) {
  const form = person.page.locator(`main form[action*="${action}"]`).first();
  await fill(form);
  await Promise.all([person.page.waitForEvent("load"), form.locator("button:not([type=button])").first().click()]);
}

export async function strangers(house, { visit, open, see }) {
  const stranger = await house.stranger();
  await open("sign-in", stranger, "/sign-in");
  await submit(stranger, "/sign-in");
  await visit("sign-in-refused", stranger);
  await see("error-404", stranger, "/nothing-here", 404);
  await see("password-link-used", stranger, "/password/abcdefghijklmnopqrstuvwxyz", 409);
}

/** Before the evening: the member's pages and the secretary's preparation. */
export async function afternoon(house, { visit, open, see }) {
  const member = await house.person("dangvien1");
  const secretary = await house.person("bithu");
  const meeting = await tonight(member);
  await see("home-member", member, "/");
  await see("notices", member, "/notices");
  await see("meetings-member", member, "/meetings");
  await see("meeting-announced-member", member, meeting);
  await open("reply", member, `${meeting}/reply?reply=excused`);
  await submit(member, "/reply");
  await visit("reply-refused", member);
  await see("documents", member, "/documents");
  await see("document", member, await find(member, "/documents", /href="(\/documents\/[0-9a-f-]{36})"/));
  await see("archive", member, "/archive");
  await see("archive-found", member, "/archive?q=nghi+quyet");
  await see("archive-nothing", member, "/archive?q=xyzzyx");
  await see("account", member, "/account");
  await see("error-403", member, `${meeting}/attendance`, 403);
  await see("chair-early", secretary, `${meeting}/chair`);
  await see("chair-open-early", secretary, `${meeting}/open`);

  await see("home-secretary", secretary, "/");
  await see("account-secretary", secretary, "/account");
  await open("account-password", secretary, "/account/password");
  await submit(secretary, "/account/password");
  await visit("account-password-refused", secretary);
  await open("account-code", secretary, "/account/code");
  await submit(secretary, "/account/code");
  await visit("account-code-refused", secretary);
  await see("meetings-secretary", secretary, "/meetings");
  await see("meeting-announced-secretary", secretary, meeting);
  await see("readers", secretary, `${meeting}/readers`);
  await see("invitation", secretary, `${meeting}/invitation`);
  await open("people-found", secretary, `${meeting}/people?q=quang+van+on`);
  await submit(secretary, "/people?q=quang+van+on");
  await visit("people", secretary);
  await see("cancel", secretary, `${meeting}/cancel`);
  await see("meeting-edit", secretary, `${meeting}/edit`);
  await see("announced-already", secretary, `${meeting}/announce`);
  await open("meeting-new", secretary, "/meetings/new");
  await submit(secretary, "/meetings/new", (form) => form.locator("[name=title]").fill(""));
  await visit("meeting-new-refused", secretary);
  await draft(secretary, { visit, open, see });
  // She is signed out in another window while she writes.
  await secretary.goto("/meetings/new");
  await secretary.context.clearCookies({ name: /chibo_(access|refresh)/ });
  await submit(secretary, "/meetings/new", (form) => form.locator("[name=title]").fill("Họp bàn làm đường liên bản"));
  await visit("signed-out-writing", secretary);
}

async function draft(secretary, { visit, open, see }) {
  await secretary.goto("/meetings/new");
  await submit(secretary, "/meetings/new", async (form) => {
    await form.locator("[name=date]").fill("2026-12-12");
    await form.locator("[name=copy_from]").selectOption("");
  });
  const meeting = secretary.path().replace("/agenda", "");
  await visit("agenda-empty", secretary);
  await see("meeting-draft", secretary, meeting);
  await see("announce-impossible", secretary, `${meeting}/announce`);
  await open("agenda-empty-2", secretary, `${meeting}/agenda`);
  await submit(secretary, "/agenda");
  await visit("agenda-refused", secretary);
  for (const title of ["Khai mạc", "Thảo luận"]) {
    await secretary.goto(`${meeting}/agenda`);
    const form = secretary.page.locator("#form-item");
    await form.locator("[name=title]").fill(title);
    await form.locator("[name=minutes]").fill("45");
    await Promise.all([secretary.page.waitForEvent("load"), form.locator("button").click()]);
  }
  await see("agenda", secretary, `${meeting}/agenda`);
  const item = await find(secretary, `${meeting}/agenda`, /agenda\/([0-9a-f-]{36})"/);
  await see("agenda-item", secretary, `${meeting}/agenda/${item}`);
  await see("agenda-remove", secretary, `${meeting}/agenda?remove=${item}`);
  await open("document-new", secretary, `${meeting}/documents/new`);
  await submit(secretary, "/documents/new", async (form) => {
    await form.locator("[name=title]").fill("Báo cáo");
    await form.locator("[type=file]").setInputFiles(aFakePdf);
  });
  await visit("document-new-refused", secretary);
  await secretary.goto(`${meeting}/documents/new`);
  await submit(secretary, "/documents/new", async (form) => {
    await form.locator("[name=title]").fill("Báo cáo");
    await form.locator("[type=file]").setInputFiles(aPdf("bao-cao.pdf"));
  });
  await see("announce", secretary, `${meeting}/announce`);
  await see("meeting-draft-ready", secretary, meeting);
  await secretary.goto(`${meeting}/announce`);
  await submit(secretary, "/announce");
  await visit("invitation-sent", secretary);
  await secretary.goto(`${meeting}/agenda/${item}`);
  await submit(secretary, `/agenda/${item}`, (form) => form.locator("[name=title]").fill("Khai mạc, giới thiệu đại biểu"));
  await visit("agenda-changed", secretary);
  await secretary.goto(`${meeting}/cancel`);
  await submit(secretary, "/cancel", (form) => form.locator("[name=reason]").fill("Mưa lũ"));
  await visit("invitation-cancelled", secretary);
  await see("meeting-cancelled", secretary, meeting);
}

/** The evening itself, from the open door to the declared vote. */
export async function evening(house, { visit, open, see }) {
  house.clock("19:20");
  const { secretary, meeting, members } = await allHere(house, { members: ["dangvien1", "dangvien2"], open: false });
  const [one, two] = members;
  const guest = await find(secretary, `${meeting}/people?q=quang+van+on`, /name="person" type="radio" value="([0-9a-f-]{36})"/);
  await secretary.post(`${meeting}/people`, { person: guest, role: "guest" });
  await see("code", secretary, `${meeting}/code`);
  await see("attendance", secretary, `${meeting}/attendance`);
  await open("chair-before", secretary, `${meeting}/chair`);
  await submit(secretary, "/open");
  await visit("chair", secretary);
  await see("meeting-running", one, meeting);
  await see("check-in-done", one, `${meeting}/check-in`);
  const items = [...(await (await secretary.get(`${meeting}/chair`)).text()).matchAll(/name="item" value="([0-9a-f-]{36})"/g)].map(([, id]) => id);
  const [item, last] = [items[0], [...new Set(items)].at(-1)];
  await see("notes", secretary, `${meeting}/items/${item}/notes`);
  await see("agenda-running", secretary, `${meeting}/agenda`);
  await secretary.post(`${meeting}/table`, { item: last });
  await open("vote-open", secretary, `${meeting}/items/${last}/vote`);
  await submit(secretary, "/vote", (form) => form.locator("[name=question]").fill(""));
  await visit("vote-open-refused", secretary);
  await secretary.goto(`${meeting}/items/${last}/vote`);
  await submit(secretary, "/vote");
  await visit("chair-voting", secretary);
  const vote = await find(secretary, `${meeting}/chair`, /href="(\/meetings\/[0-9a-f-]{36}\/votes\/[0-9a-f-]{36})\/close"/);
  await see("home-voting", one, "/");
  await see("meeting-voting", one, meeting);
  await open("vote", one, vote);
  await Promise.all([one.page.waitForEvent("load"), one.page.locator("main button[name=m0]").first().click()]);
  await visit("vote-confirm", one);
  await submit(one, "/ballot");
  await one.goto(vote);
  await visit("vote-recorded", one);
  await see("vote-close", secretary, `${vote}/close`);
  await open("vote-annul", secretary, `${vote}/annul`);
  await submit(secretary, "/annul");
  await visit("vote-annul-refused", secretary);
  await see("end-vote-open", secretary, `${meeting}/end`);
  await secretary.goto(`${vote}/close`);
  await submit(secretary, "/close");
  await visit("vote-declared", secretary);
  await see("vote-declared-member", two, vote);
  await see("end", secretary, `${meeting}/end`);
  return { secretary, meeting, member: one };
}

/** After the evening: minutes in their three states. */
export async function afterwards(house, { visit, open, see }, { secretary, meeting, member }) {
  house.clock("21:05");
  await secretary.goto(`${meeting}/end`);
  await submit(secretary, "/end");
  await visit("minutes-draft", secretary);
  await see("meeting-ended-member", member, meeting);
  await see("meeting-ended-secretary", secretary, meeting);
  await see("chair-ended", secretary, `${meeting}/chair`);
  await see("check-in-over", member, `${meeting}/check-in`);
  await open("minutes-edit", secretary, `${meeting}/minutes/edit`);
  await submit(secretary, "/minutes/edit", (form) => form.locator("[name=body]").fill(""));
  await visit("minutes-edit-refused", secretary);
  await see("minutes-seal-early", secretary, `${meeting}/minutes/seal`);
  const version = async () => /name="version" value="(\d+)"/.exec(await (await secretary.get(`${meeting}/minutes`)).text())[1];
  await secretary.post(`${meeting}/minutes/edit`, { body: "Chi bộ họp đủ thành phần, bàn xong mọi việc.", version: await version() });
  await see("minutes-untold", secretary, `${meeting}/minutes`);
  await secretary.post(`${meeting}/minutes/redraft`, {});
  await secretary.post(`${meeting}/minutes/confirm`, { version: await version() });
  await see("minutes-confirmed", secretary, `${meeting}/minutes`);
  await see("minutes-seal", secretary, `${meeting}/minutes/seal`);
  await see("minutes-print-draft", secretary, `${meeting}/minutes/print`);
  await secretary.goto(`${meeting}/minutes/seal`);
  await submit(secretary, "/seal");
  await visit("minutes-sealed", secretary);
  await open("minutes-addendum", secretary, `${meeting}/minutes/addenda`);
  await submit(secretary, "/addenda");
  await visit("minutes-addendum-refused", secretary);
  const text = "Đồng chí Hoàng Thị Én đến lúc 19 giờ 45 phút.";
  const write = (form) => form.locator("[name=text]").fill(text);
  await submit(secretary, "/addenda", write);
  await visit("minutes-addendum-review", secretary);
  await secretary.page.locator("main form:has([name=back]) button").click();
  await secretary.page.locator("[name=text]:visible").waitFor();
  assert.equal(await secretary.page.locator("[name=text]:visible").inputValue(), text, "what was typed is kept");
  await submit(secretary, "/addenda", write);
  await submit(secretary, "/addenda");
  await see("minutes-sealed-member", member, `${meeting}/minutes`);
  await see("minutes-print", member, `${meeting}/minutes/print`);
  await see("meeting-sealed", member, meeting);
  await see("attendance-sealed", secretary, `${meeting}/attendance`);
}

/** Organisation, records and the machine room. */
export async function offices(house, { visit, open, see }) {
  const officer = await house.person("canbo");
  const administrator = await house.person("quantri");
  await see("home-officer", officer, "/");
  await see("archive-officer", officer, "/archive");
  await see("home-administrator", administrator, "/");
  await see("units", officer, "/units");
  const links = [...(await (await officer.get("/units")).text()).matchAll(/href="(\/units\/[0-9a-f-]{36})"/g)].map(([, link]) => link);
  assert.ok(links.length > 5, "the tree has its cells");
  const cell = links.at(-1);
  await see("unit", officer, cell);
  await see("members", officer, "/members");
  await see("members-found", officer, "/members?q=lo+thi");
  await see("members-nothing", officer, "/members?q=xyzzyx");
  const person = await find(officer, "/members", /href="(\/members\/[0-9a-f-]{36})"/);
  await see("member", officer, person);
  const shown = new Set();
  for (const [who, name] of [[officer, "officer"], [administrator, "administrator"]]) await editing(who, name, { cell, person, shown }, visit);
  const form = await (await officer.get(`${person}/transfer`)).text();
  const [unit, to] = [/type="hidden" name="unit" value="([^"]+)"/, /<option value="([0-9a-f-]{36})"/].map((one) => one.exec(form)[1]);
  const on = "2026-12-20";
  await officer.goto(`${person}/transfer`);
  await submit(officer, "/transfer", async (form) => {
    await form.locator("[name=to]").selectOption(to);
    await form.locator("[name=on]").fill(on);
    await form.locator("[name=reason]").fill("Chuyển nơi cư trú");
  });
  await visit("member-transfer-review", officer);
  await officer.goto("/members");
  await see("members-new-where", officer, await find(officer, "/members", /href="(\/units\/[0-9a-f-]{36}\/members\/new)"/));
  assert.equal((await officer.post(`${person}/transfer`, { unit, to, on, reason: "Chuyển nơi cư trú", paper: "" })).status(), 200);
  await see("member-coming", officer, person);
  for (const path of ["/jobs", "/settings", "/rules"]) await see(path.slice(1), administrator, path);
  await open("setting", administrator, await find(administrator, "/settings", /href="(\/settings\/[a-z_]+)"/));
  await submit(administrator, "/settings/", (form) => form.locator("input:not([type=hidden])").first().fill("x"));
  await visit("setting-refused", administrator);
  assert.equal((await administrator.post("/settings/document_days", { value: "3", from: on })).status(), 200);
  await see("setting-coming", administrator, "/settings/document_days");
  const secretary = await house.person("bithu");
  await see("rules-secretary", secretary, "/rules");
  const own = await find(secretary, "/units", /href="(\/units\/[0-9a-f-]{36})"/);
  await see("unit-secretary", secretary, own);
  const audit = await find(administrator, "/", /href="(\/units\/[0-9a-f-]{36}\/audit)"/);
  for (const [name, words] of [["audit", ""], ["audit-codes", "?codes=yes"]]) await see(name, administrator, `${audit}${words}`);
  const village = await find(secretary, "/meetings/new", /\/meetings\/new\?unit=([0-9a-f-]{36})/);
  await see("tablets", secretary, `/units/${village}/tablets`);
  await see("tablet-unknown", secretary, "/tablet");
  const empty = await house.person("bithu2");
  await see("home-other", empty, "/");
  await see("documents-other", empty, "/documents");
}

/** The forms of the organisation, for whoever may open them; a form is shown once and refused once, to the first of them. */
async function editing(who, name, { cell, person, shown }, visit) {
  const forms = ["new", "edit", "close", "hand-over", "bodies", "members/new"].map((form) => `${cell}/${form}`);
  forms.push(`${cell}/hand-over?role=deputy`, `${cell}/audit`, `${person}/edit`, `${person}/status`, `${person}/transfer`);
  for (const path of forms) {
    const status = (await who.get(path)).status();
    assert.ok([200, 403, 404].includes(status), `${name}: ${path} answers ${status}`);
    if (status !== 200 || shown.has(path)) continue;
    shown.add(path);
    await who.goto(path);
    const called = path.replace(UUID, "").replace(/\?.*=/, "-").replaceAll("/", "-").replace(/^-|-$/g, "").replace("--", "-");
    await visit(`${called}-${name}`, who);
    const form = who.page.locator(`main form[method=post][action^="${path}"]`).first();
    if (!(await form.count())) continue;
    for (const field of await form.locator("input[type=text]:not([list]), input[type=date]").all()) await field.fill("");
    await Promise.all([who.page.waitForEvent("load"), form.locator("button").last().click()]);
    if (who.path().startsWith(path)) await visit(`${called}-${name}-refused`, who);
  }
}

/** Shown once: the page of a password link, and what the link opens. */
export async function passwordLink(house, { visit }) {
  const secretary = await house.person("bithu", { size: LAPTOP });
  await secretary.goto("/members");
  const link = await find(secretary, "/members", /href="(\/members\/[0-9a-f-]{36})"/);
  await secretary.goto(link);
  await submit(secretary, "/password-link");
  await visit("password-link", secretary);
  const address = (await secretary.page.locator("#message").inputValue()).match(/\/password\/\S+/)[0];
  // Whoever reloads it sends the form again.
  await secretary.page.reload();
  await visit("password-link-again", secretary);
  const stranger = await house.stranger();
  await stranger.goto(address);
  await visit("password", stranger);
  await submit(stranger, "/password/");
  await visit("password-refused", stranger);
}

/** A member's own check-in, which `allHere` leaves out. */
export async function door(house, { visit, open, see }) {
  house.clock("19:20");
  const secretary = await house.person("bithu", { size: LAPTOP });
  const member = await house.person("dangvien3");
  const meeting = await tonight(member);
  await open("check-in", member, `${meeting}/check-in`);
  await member.page.locator("main summary").click();
  await member.page.locator("#form-check-in-code [name=code]").fill("000000");
  await Promise.all([member.page.waitForEvent("load"), member.page.locator("#form-check-in-code button").click()]);
  await visit("check-in-refused", member);
  await checkIn(member, secretary, meeting);
  await visit("checked-in", member);
  await secretary.goto(`${meeting}/attendance`);
  await see("attendance-reason", secretary, await attendanceReason(secretary, meeting));
  const excused = await house.person("dangvien4");
  await excused.post(`${meeting}/reply`, { reply: "excused", reason: "Con ốm" });
  await see("check-in-excused", excused, `${meeting}/check-in`);
  // Two days later it has still not been opened.
  house.clock("2026-12-05T09:00:00+07:00");
  await see("home-not-held", secretary, "/");
  await see("meeting-not-held-secretary", secretary, meeting);
  await see("chair-open-late", secretary, `${meeting}/open`);
  await see("meeting-not-held-member", excused, meeting);
  await see("check-in-not-held", excused, `${meeting}/check-in`);
}

async function attendanceReason(secretary, meeting) {
  const page = await (await secretary.get(`${meeting}/attendance`)).text();
  const id = page.match(/name="person" value="([0-9a-f-]{36})"/)[1];
  return `${meeting}/attendance?reason=${id}`;
}
