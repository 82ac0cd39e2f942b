// Votes of every kind, made and cast by hand on their pages. Invariant: fields are found by their names and not by
// words, so that these steps serve every language.
import assert from "node:assert/strict";

/** Presses a button of the page's content and waits for the page that follows. */
export async function send(person, button) {
  await Promise.all([person.page.waitForEvent("load"), person.page.locator("main").locator(button).first().click()]);
}

/** The first address on a page that matches. */
async function found(person, path, pattern) {
  const match = (await (await person.get(path)).text()).match(pattern);
  assert.ok(match, `${person.name} finds ${pattern} on ${path}`);
  return match[1];
}

const MEMBER = /href="(\/members\/[0-9a-f-]{36})"/;

/** The committee's secretary. */
export const committee = (house, options = {}) => house.person("danguy", options);

/** The page of a matter's rule, by its name in any language. */
export const ruleOf = (person, matter) => found(person, "/rules", new RegExp(`href="(/rules/[0-9a-f-]{36})">(?:${matter})<`));

/** Opens phones for secret ballots on a matter. */
export async function allowPhones(committee, matter) {
  await committee.goto(await ruleOf(committee, matter));
  const form = committee.page.locator("#form-revise");
  await committee.page.locator("details", { has: form }).locator("summary").click();
  await form.locator("[name=secret_phone]").check();
  await send(committee, "#form-revise button");
}

/** Fills in the form of a vote, opening what is folded away, and presses its first button or `then`. */
export async function makeVote(secretary, page, terms) {
  if (page) await secretary.goto(page);
  const form = secretary.page.locator("#form-vote");
  // A link may have led here: its page is there before anything on it is pressed.
  await form.waitFor();
  await secretary.page.waitForLoadState();
  for (const [name, value] of Object.entries(terms)) {
    if (name === "then") continue;
    const field = form.locator(`[name=${name}]`);
    const folded = form.locator("details:not([open])", { has: secretary.page.locator(`[name=${name}]`) }).locator("summary");
    if (await folded.count()) await folded.click();
    const first = field.first();
    const kind = await first.evaluate((element) => element.type);
    if (kind === "radio") await form.locator(`[name=${name}][value=${value}]`).check();
    else if (kind === "checkbox") await first.setChecked(value === "yes");
    else if (kind.startsWith("select")) await first.selectOption(value);
    else await first.fill(value);
  }
  await send(secretary, terms.then === "draft" ? "#form-vote [name=then]" : "#form-vote button:not([name])");
}

/** The vote that is open now, from the console. */
export const openVoteOf = (secretary, meeting) => found(secretary, `${meeting}/chair`, /href="(\/meetings\/[0-9a-f-]{36}\/votes\/[0-9a-f-]{36})\/close"/);

/** A letter is a job, and a new job wakes the runner: whatever else is due is done at once. */
export async function wakeJobs(secretary) {
  const page = await found(secretary, "/members?q=vi+van+sang", MEMBER);
  assert.equal((await secretary.post(`${page}/password-link`, {})).status(), 200, "a password link is made");
}

/** Marks the fields of a ballot: `{ m0: "1", m2: "1" }` or `{ pick: "1" }`. */
export async function markBallot(member, marks) {
  for (const [name, value] of Object.entries(marks)) await member.page.locator(`#form-ballot [name=${name}][value="${value}"]`).check();
}

/** Marks, looks at it once more, sends. A motion has its choice on buttons. */
export async function cast(member, vote, marks) {
  await member.goto(vote);
  if (typeof marks === "string") await send(member, `#form-ballot button[name=m0][value="${marks}"]`);
  else {
    await markBallot(member, marks);
    await send(member, "#form-ballot button");
  }
  await sendBallot(member);
}

/** Casts without a page, where nobody looks at how it is done. */
export async function castUnseen(member, vote, marks) {
  const answer = await member.post(`${vote}/ballot`, { key: crypto.randomUUID(), ...(typeof marks === "string" ? { m0: marks } : marks) });
  assert.equal(answer.status(), 200, `${member.name} casts`);
}

/** From the confirmation to the receipt. */
export async function sendBallot(member) {
  if (member.script) await member.page.locator("#form-ballot[data-awake]").waitFor();
  await member.page.locator("#form-ballot button").click();
  await member.page.locator(".receipt").waitFor();
}

/** Ends a vote by its page. */
export async function closeVote(secretary, vote) {
  await secretary.goto(`${vote}/close`);
  await send(secretary, "form[action$='/close'] button");
}

/** Gives somebody a ballot on paper, or takes it back: by the one button in his row. */
export async function paper(teller, name) {
  await send(teller, teller.page.locator("li", { hasText: name }).locator("form button"));
}

/** Gives them ballots on paper without pressing their buttons; the teller's page shows their rows. */
export async function papersUnseen(teller, vote, names) {
  const people = await teller.page.locator("main li:has(form)").evaluateAll((rows) => rows.map((row) => [row.querySelector("b").textContent.trim(), row.querySelector("[name=person]").value]));
  for (const name of names) {
    const [, person] = people.find(([called]) => called === name);
    const answer = await teller.post(`${vote}/paper`, { person, what: "given" });
    assert.equal(answer.status(), 200, `${name} gets a ballot on paper`);
  }
}

/** A teller's figures, by the names of the fields. */
export async function count(teller, vote, figures) {
  await teller.goto(`${vote}/paper`);
  for (const [name, value] of Object.entries(figures)) await teller.page.locator(`#form-count [name=${name}]`).fill(String(value));
  await send(teller, "#form-count button");
}
