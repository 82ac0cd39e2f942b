// A running Chibo of a test's own: the demo, loaded once and copied, on a free port, with a clock that stands where
// the test puts it. No two tests ever share a database, and nothing is left behind.
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../..");
const BINARY = process.env.CHIBO_BIN || join(ROOT, "target/debug/chibo");
const SITE = process.env.CHIBO_SITE_DIR || join(ROOT, "target/site");

/** The day of the demo's meeting; it begins at 19:30. */
export const TODAY = "2026-12-03";
export const manifest = () => JSON.parse(readFileSync(join(SITE, "assets.json"), "utf8"));

const moment = (time) => `${TODAY}T${time}:00+07:00`;

function freePort() {
  return new Promise((done, fail) => {
    const probe = createServer().once("error", fail);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

/** Starts the program on a data directory and waits for the line that tells its address. */
async function serve(data, port, settings = {}, host = "127.0.0.1") {
  const address = `http://${host}:${port}`;
  const env = { ...process.env, CHIBO_DATA: data, CHIBO_LISTEN: `127.0.0.1:${port}`, CHIBO_SITE_DIR: SITE, CHIBO_LOG: "warn" };
  // A test never depends on what happens to be set around it.
  for (const name of ["DATABASE_URL", "CHIBO_PUBLIC_URL", "CHIBO_SMTP_URL", "CHIBO_SECRET", "CHIBO_SIGNING_KEY"]) delete env[name];
  if (host !== "127.0.0.1") env.CHIBO_PUBLIC_URL = address;
  Object.assign(env, settings);
  const child = spawn(BINARY, ["serve", "--demo", "--clock", join(data, "clock")], { env, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  await new Promise((ready, fail) => {
    child.once("error", fail);
    child.once("exit", (code) => fail(new Error(`chibo ended with ${code} before it listened:\n${said}`)));
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (text) => {
        said += text;
        if (said.includes("Chibo: http://")) ready();
      });
  });
  child.removeAllListeners("exit");
  const gone = new Promise((done) => child.once("exit", done));
  const stop = (signal = "SIGTERM") => {
    child.kill(signal);
    return gone;
  };
  return { address, stop, said: () => said };
}

/** The data directory of a freshly loaded demo, made once for each build of the program. */
async function template() {
  const home = join(ROOT, "target/end2end");
  const made = join(home, `demo-${Math.trunc(statSync(BINARY).mtimeMs)}`);
  if (existsSync(made)) return made;
  mkdirSync(home, { recursive: true });
  const making = mkdtempSync(join(home, "making-"));
  writeFileSync(join(making, "clock"), moment("15:00"));
  await (await serve(making, await freePort())).stop();
  try {
    renameSync(making, made);
  } catch (error) {
    // Another test file was faster.
    rmSync(making, { recursive: true });
    if (!existsSync(made)) throw error;
  }
  for (const old of readdirSync(home)) if (old.startsWith("demo-") && join(home, old) !== made) rmSync(join(home, old), { recursive: true, force: true });
  return made;
}

/** A server of its own: `{ address, password, clock(time), letters(), said(), crash(), restart(), stop() }`. By another
 * `host` it is called by that name: browsers give passkeys to names only. */
export async function openServer({ time = "15:00", settings, host } = {}) {
  const data = mkdtempSync(join(tmpdir(), "chibo-end2end-"));
  cpSync(await template(), data, { recursive: true });
  const clock = (time) => writeFileSync(join(data, "clock"), time.includes("T") ? time : moment(time));
  clock(time);
  const port = await freePort();
  let running = await serve(data, port, settings, host);
  return {
    address: running.address,
    password: readFileSync(join(data, "demo-password"), "utf8").trim(),
    clock,
    said: () => running.said(),
    letters: () => (existsSync(join(data, "outbox")) ? readdirSync(join(data, "outbox")).map((file) => readFileSync(join(data, "outbox", file), "utf8")) : []),
    /** As if the power had gone. */
    crash: () => running.stop("SIGKILL"),
    async restart() {
      running = await serve(data, port, settings, host);
    },
    async stop() {
      await running.stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
