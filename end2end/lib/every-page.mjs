// Every page in one language: accessible, within the screen, big enough for a thumb, silent on the console. The two
// languages are two test files, so that they run side by side.
import assert from "node:assert/strict";
import { test } from "node:test";
import { inspector } from "./inspect.mjs";
import { openHouse } from "./people.mjs";
import { votes } from "./tour-votes.mjs";
import { afternoon, afterwards, door, evening, offices, passwordLink, strangers } from "./tour.mjs";

const STAGES = {
  "before signing in": (house, visit) => strangers(house, visit),
  "in the afternoon": (house, visit) => afternoon(house, visit),
  "at the door": (house, visit) => door(house, visit),
  "in the evening and afterwards": async (house, visit) => afterwards(house, visit, await evening(house, visit)),
  "of every kind of vote": (house, visit) => votes(house, visit),
  "in the offices": (house, visit) => offices(house, visit),
  "of a password link": (house, visit) => passwordLink(house, visit),
};

export function everyPage(lang) {
  for (const [name, stage] of Object.entries(STAGES))
    test(`pages ${name}, ${lang}`, async () => {
      const house = await openHouse({ lang, inspects: true });
      const { visit, faults, seen, again } = inspector(lang);
      try {
        await stage(house, visit);
      } finally {
        console.log(`${seen.length} pages, ${again.length} of them as they were when they were looked at before`);
        if (faults.length) console.log(`${faults.length} faults on ${seen.length} pages:\n${faults.join("\n")}`);
        await house.close();
      }
      assert.ok(seen.length > 0);
      assert.deepEqual(faults, []);
    });
}
