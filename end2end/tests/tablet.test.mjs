// The cell's tablet: cards are printed, one votes after the other, and the screen forgets each. With and without
// JavaScript, held upright (360 px at worst) and on a table (1280 px).
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { makeVote, send } from "../lib/ballots.mjs";
import { allHere } from "../lib/evening.mjs";
import { inspector } from "../lib/inspect.mjs";
import { LAPTOP, openHouse, PHONE } from "../lib/people.mjs";

const MEMBER = "Lò Thị Hạnh";
const QUESTION = "Có mua thêm ghế cho nhà văn hóa?";

for (const script of [true, false])
  describe(script ? "with JavaScript" : "without JavaScript", () => {
    let house, secretary, tablet, card;
    const { visit, faults } = inspector("vi");
    const look = (name, person) => (script ? visit(name, person) : undefined);
    const begins = async () => {
      assert.equal(tablet.path(), "/tablet");
      const seen = await tablet.page.content();
      assert.ok(!seen.includes(MEMBER), "nobody's name is left");
      const cookies = (await tablet.context.cookies()).map(({ name }) => name);
      assert.ok(!cookies.includes("chibo_seat"), "nobody's cookie is left");
    };
    const enter = async () => {
      await tablet.goto("/tablet");
      await tablet.page.locator("[name=card]").fill(card.code);
      await tablet.page.locator("[name=pin]").fill(card.pin);
      await send(tablet, "#form-card button[type=submit]");
      await tablet.sees(MEMBER);
    };

    before(async () => {
      house = await openHouse({ time: "19:20", inspects: script });
    });
    after(() => house.close());

    test("the secretary registers the tablet and prints a card", async () => {
      const evening = await allHere(house, { members: [] });
      secretary = evening.secretary;
      const form = await (await secretary.get("/meetings/new")).text();
      const unit = `/units/${/\/meetings\/new\?unit=([0-9a-f-]{36})/.exec(form)[1]}`;
      tablet = await house.person("bithu", { script, size: script ? PHONE : LAPTOP });
      await tablet.goto(unit);
      await tablet.press("Máy tính bảng và thẻ");
      await look("tablets", tablet);
      await tablet.write("Tên máy", "Máy nhà văn hóa");
      await send(tablet, "#form-register button");
      await tablet.sees("Máy này đã được đăng ký");
      await look("tablet-start", tablet);
      await begins();

      await secretary.goto(`${unit}/tablets`);
      await secretary.page.getByLabel(MEMBER, { exact: true }).check();
      await secretary.press("In thẻ cho những người đã chọn");
      await secretary.sees("Thẻ để in");
      const digits = async (place) => (await secretary.page.locator(place).innerText()).replace(/\D/g, "");
      card = { code: await digits(".card-code b"), pin: await digits(".slip-pin b") };
      assert.deepEqual([card.code.length, card.pin.length], [10, 6]);
      await look("cards-print", secretary);

      await secretary.goto(`${evening.meeting}/chair`);
      await secretary.press(/^Đưa ra bàn: Thông qua nghị quyết/);
      await secretary.press("Chọn cách khác…");
      await makeVote(secretary, null, { question: QUESTION, assisted: "yes" });
      await secretary.sees(/Đang biểu quyết/);
    });

    test("a wrong PIN says what to do and keeps the card", async () => {
      await tablet.goto("/tablet");
      await tablet.sees(QUESTION);
      await tablet.page.locator("[name=card]").fill(card.code);
      await tablet.page.locator("[name=pin]").fill("1");
      await send(tablet, "#form-card button[type=submit]");
      await tablet.sees("Thẻ hoặc mã PIN không đúng");
      assert.equal(await tablet.page.locator("[name=card]").inputValue(), card.code);
      assert.equal(await tablet.page.locator("[name=pin]").inputValue(), "");
      await look("tablet-refused", tablet);
    });

    test("a member votes and the screen is the next one's", async () => {
      await enter();
      await look("tablet-ballot", tablet);
      await send(tablet, '#form-ballot button[name=m0][value="1"]');
      await look("tablet-confirm", tablet);
      if (script) await tablet.page.locator("#form-ballot[data-awake]").waitFor();
      await tablet.page.locator("#form-ballot button").click();
      await tablet.sees("Phiếu đã được ghi. Mời đồng chí tiếp theo.");
      await look("tablet-recorded", tablet);
      await begins();
      // Back: the beginning, and nothing of him. Without script Chromium shows a page of its own, because it would
      // have to send a form again.
      await tablet.page.goBack({ waitUntil: "commit" }).catch(() => {});
      if (script) {
        await tablet.sees("Mã thẻ");
        await begins();
      } else assert.ok(!(await tablet.says()).includes(MEMBER), "nobody's name is left");
    });

    test("with the same card there is no second ballot", async () => {
      await enter();
      await tablet.sees("Đã bỏ phiếu");
      await look("tablet-voted", tablet);
      await tablet.press("Thôi, trả máy");
      await tablet.sees("Mã thẻ");
      await begins();
    });

    if (script)
      test("after a minute without a touch the tablet forgets", async () => {
        await tablet.page.clock.install();
        await enter();
        await tablet.page.locator("leptos-island[data-on]").first().waitFor({ state: "attached" });
        await tablet.page.clock.fastForward(30_000);
        await tablet.page.mouse.click(5, 300);
        await tablet.page.clock.fastForward(45_000);
        await tablet.sees(MEMBER);
        await tablet.page.clock.fastForward(61_000);
        await tablet.page.waitForURL("**/tablet");
        await begins();
      });
    else
      test("without a touch the page ends by itself", async () => {
        await enter();
        assert.ok((await tablet.page.content()).includes("180;url=/tablet"));
        await tablet.goto("/tablet");
        await begins();
        await tablet.goto("/tablet/votes");
        await begins();
      });

    if (script)
      test("the camera reads a card where the browser can", async () => {
        await tablet.page.addInitScript((text) => {
          window.BarcodeDetector = class {
            async detect() {
              return [{ rawValue: "https://example.test" }, { rawValue: text }];
            }
          };
          HTMLMediaElement.prototype.play = async () => {};
          navigator.mediaDevices.getUserMedia = async () => new MediaStream();
        }, `chibo-card:${"x".repeat(43)}`);
        await tablet.goto("/tablet");
        await tablet.page.getByRole("button", { name: "Quét thẻ bằng máy ảnh" }).click();
        await tablet.sees("Đã đọc thẻ");
        assert.equal(await tablet.page.locator("[name=card]").inputValue(), `chibo-card:${"x".repeat(43)}`);
      });

    test("every page of it can be read and used", () => assert.deepEqual(faults, []));
  });
