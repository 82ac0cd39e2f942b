// Every page in one language: accessible, within the screen, big enough for a thumb, silent on the console. The two
// languages are two test files, so that they run side by side.
import assert from "node:assert/strict";
import { test } from "node:test";
import { inspector } from "./inspect.mjs";
import { openHouse } from "./people.mjs";
import { votes } from "./tour-votes.mjs";
import { afternoon, afterwards, door, evening, offices, passwordLink, strangers } from "./tour.mjs";

const STAGES = {
  "before signing in": (house, look) => strangers(house, look),
  "in the afternoon": (house, look) => afternoon(house, look),
  "at the door": (house, look) => door(house, look),
  "in the evening and afterwards": async (house, look) => afterwards(house, look, await evening(house, look)),
  "of every kind of vote": (house, look) => votes(house, look),
  "in the offices": (house, look) => offices(house, look),
  "of a password link": (house, look) => passwordLink(house, look),
};

export function everyPage(lang) {
  for (const [name, stage] of Object.entries(STAGES))
    test(`pages ${name}, ${lang}`, async () => {
      const house = await openHouse({ lang, inspects: true });
      const look = inspector(lang);
      const { faults, seen, again } = look;
      try {
        await stage(house, look);
      } finally {
        console.log(`${seen.length} pages, ${again.length} of them as they were when they were looked at before`);
        if (faults.length) console.log(`${faults.length} faults on ${seen.length} pages:\n${faults.join("\n")}`);
        await house.close();
      }
      assert.ok(seen.length > 0);
      assert.deepEqual(faults, []);
    });
}
