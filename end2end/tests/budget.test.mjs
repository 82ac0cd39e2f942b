// What a phone must load: the pages that a member needs stay under 30 kB of HTML and CSS, the islands under 100 kB, as
// they travel; and nobody waits for the islands.
import assert from "node:assert/strict";
import { get } from "node:http";
import { before, test } from "node:test";
import { allHere, confirmVote, openVote } from "../lib/evening.mjs";
import { openHouse } from "../lib/people.mjs";

const HTML_AND_CSS = 30_000;
const ISLANDS = 100_000;

let house, secretary, meeting, vote, members;
before(async () => {
  house = await openHouse({ time: "19:30" });
  ({ secretary, meeting, members } = await allHere(house, { members: ["dangvien1", "dangvien2"] }));
  vote = await openVote(secretary, meeting);
});

/** The body of an answer as it travels: nothing is unpacked. */
async function travels(member, path, encoding) {
  const cookie = (await member.context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  return new Promise((done, fail) => {
    get(`${house.address}${path}`, { headers: { cookie, "accept-encoding": encoding, accept: "text/html,*/*" } }, (answer) => {
      let bytes = 0;
      answer.on("data", (part) => (bytes += part.length));
      answer.on("end", () => done({ bytes, status: answer.statusCode, encoding: answer.headers["content-encoding"] }));
    }).once("error", fail);
  });
}

for (const encoding of ["br", "gzip"])
  test(`home, meeting, vote and document are light, ${encoding}`, async (t) => {
    const [member] = members;
    await member.goto("/documents");
    const document = await member.page.locator('a[href^="/documents/"]').first().getAttribute("href");
    await member.goto("/");
    const css = await travels(member, await member.page.locator("link[rel=stylesheet]").getAttribute("href"), encoding);
    assert.equal(css.encoding, encoding);
    for (const [name, path] of Object.entries({ home: "/", meeting, vote, document })) {
      const html = await travels(member, path, encoding);
      assert.equal(html.status, 200, name);
      assert.equal(html.encoding, encoding, `${name} is compressed`);
      t.diagnostic(`${name}: ${html.bytes} bytes of HTML + ${css.bytes} of CSS, ${encoding}`);
      assert.ok(html.bytes + css.bytes <= HTML_AND_CSS, `${name}: ${html.bytes} + ${css.bytes} bytes`);
    }
  });

test("the islands with their glue are light", async (t) => {
  const [member] = members;
  const asked = [];
  member.page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await member.goto(meeting);
  await member.follows();
  const parts = asked.filter((path) => /\.(js|wasm)$/.test(path));
  assert.ok(parts.some((path) => path.endsWith(".wasm")) && parts.some((path) => path.endsWith(".js")), parts.join(" "));
  let bytes = 0;
  for (const path of new Set(parts)) bytes += (await travels(member, path, "br")).bytes;
  t.diagnostic(`islands: ${bytes} bytes, br`);
  assert.ok(bytes <= ISLANDS, `${bytes} bytes`);
});

test("a member votes before the islands have arrived", async () => {
  const [, member] = members;
  let waiting = 0;
  // They are asked for and never come.
  await member.page.route(/\.wasm$/, () => {
    waiting += 1;
  });
  await member.goto(meeting);
  await member.press("Biểu quyết");
  await confirmVote(member, "Tán thành");
  await member.sees("Phiếu của đồng chí đã được ghi");
  assert.ok(waiting > 0, "the page had asked for them");
});

test("no page has complained", () => house.close());
