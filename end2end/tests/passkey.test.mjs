// Passkeys in Chromium with an authenticator of software: added on the page of the own account, used instead of the
// password, refused once it is dropped. Whoever has none is answered no otherwise.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openHouse } from "../lib/people.mjs";

/** Gives a page a device that proves who holds it. */
async function withDevice(person) {
  const devtools = await person.context.newCDPSession(person.page);
  await devtools.send("WebAuthn.enable");
  const options = { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true };
  const { authenticatorId } = await devtools.send("WebAuthn.addVirtualAuthenticator", { options });
  return {
    keys: async () => (await devtools.send("WebAuthn.getCredentials", { authenticatorId })).credentials,
    proves: (isUserVerified) => devtools.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified }),
  };
}

/** What the server asks a browser to prove for this name. */
async function asked(person, name) {
  const answer = await person.context.request.post("/sign-in/passkey/begin", { data: { name }, headers: { origin: person.server.address, accept: "application/json" } });
  return { status: answer.status(), ...(await answer.json()) };
}

test("a passkey is added, signs in, says who is who to nobody, and is dropped", async () => {
  const house = await openHouse({ host: "localhost" });
  const secretary = await house.person("bithu");
  const device = await withDevice(secretary);
  await secretary.goto("/account");
  await secretary.press("Thêm thiết bị này");
  await secretary.sees("Thêm ngày 03/12/2026");
  assert.equal((await device.keys()).length, 1);

  // Instead of the password, and where one wanted to go.
  await secretary.page.locator("header summary").click();
  await secretary.page.getByRole("button", { name: "Đăng xuất", exact: true }).click();
  await secretary.sees("Đồng chí đã đăng xuất.");
  await secretary.goto("/meetings");
  const use = "Đăng nhập bằng vân tay";
  await secretary.press(new RegExp(use));
  await secretary.sees("thư điện tử trước");
  await secretary.write("Số điện thoại hoặc thư điện tử", "bithu@demo.test");
  await secretary.press(new RegExp(use));
  await secretary.page.waitForURL((url) => url.pathname === "/meetings");
  assert.equal((await device.keys())[0].signCount > 0, true);

  // A device that does not know whose hand holds it proves nothing. He leaves from a page that follows nothing: a
  // stream that is just opening would find him a stranger.
  await secretary.goto("/account");
  await secretary.context.clearCookies();
  await device.proves(false);
  secretary.expect(/NotAllowedError|Failed to load/);
  await secretary.goto("/sign-in");
  await secretary.write("Số điện thoại hoặc thư điện tử", "bithu@demo.test");
  await secretary.press(new RegExp(use));
  await secretary.sees("hoặc dùng mật khẩu", 90_000);
  assert.equal(secretary.path(), "/sign-in");

  // A stranger learns nothing: one with, one without a passkey, and one who does not exist are asked the same.
  const stranger = await house.stranger();
  const shape = ({ status, publicKey }) => ({ status, fields: Object.keys(publicKey).sort(), keys: publicKey.allowCredentials.map((key) => Object.keys(key).sort()) });
  const known = await asked(stranger, "bithu@demo.test");
  for (const name of ["dangvien1@demo.test", "nobody@demo.test", "0999999999"]) {
    const other = await asked(stranger, name);
    assert.deepEqual(shape(other), shape(known), name);
    assert.deepEqual((await asked(stranger, name)).publicKey.allowCredentials, other.publicKey.allowCredentials, `${name}: the same again`);
  }

  // Dropped, it is only a key that opens nothing.
  await device.proves(true);
  await secretary.write("Mật khẩu", house.password);
  await secretary.press("Đăng nhập");
  await secretary.page.waitForURL((url) => url.pathname !== "/sign-in");
  await secretary.goto("/account");
  await secretary.press(/^Bỏ thiết bị/);
  await secretary.sees("Chưa có thiết bị nào.");
  await secretary.context.clearCookies();
  await secretary.goto("/sign-in");
  await secretary.write("Số điện thoại hoặc thư điện tử", "bithu@demo.test");
  await secretary.press(new RegExp(use));
  await secretary.sees("hoặc dùng mật khẩu", 90_000);
  await house.close();
});
