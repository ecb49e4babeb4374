// A Pacto server of our own: fresh data, a free port, stopped by its process id.
import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const binary = process.env.PACTO_BINARY ?? join(here, "../target/debug/pacto");
const logs = join(here, "results/logs");

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}

/** A large demo company takes its time on a busy machine, in milliseconds. */
export const patience = 180_000;

export class Server {
  private process: ChildProcess | undefined;

  private constructor(readonly port: number, readonly dataFolder: string, private readonly command: string[]) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Starts a server over a new data folder; by default with the demo company in it. */
  static async start(command: string[] = ["demo"]): Promise<Server> {
    const server = new Server(await freePort(), mkdtempSync(join(tmpdir(), "pacto-end2end-")), command);
    await server.resume();
    return server;
  }

  /** Starts the process over the data folder as it is, and waits until it is ready. */
  async resume(): Promise<void> {
    mkdirSync(logs, { recursive: true });
    const log = createWriteStream(join(logs, `server-${this.port}.log`), { flags: "a" });
    const child = spawn(
      binary,
      [...this.command, "--data-folder", this.dataFolder, "--address", `127.0.0.1:${this.port}`],
      { stdio: ["ignore", "pipe", "pipe"] },
    );
    this.process = child;
    let said = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (text: Buffer) => {
        said = (said + text).slice(-4000);
        log.write(text);
      });
    }
    let ended: string | undefined;
    child.on("error", (error) => (ended = error.message));
    child.on("exit", (code, signal) => (ended = `it ended with ${code ?? signal}`));
    const deadline = Date.now() + patience;
    while (Date.now() < deadline && ended === undefined) {
      const answer = await fetch(`${this.url}/readyz`).catch(() => undefined);
      if (answer?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await this.halt("SIGKILL");
    throw new Error(`the server did not become ready: ${ended ?? "it took too long"}\n${said}`);
  }

  /** Ends the process and keeps the data: politely, or as a power cut would with SIGKILL. */
  async halt(signal: "SIGTERM" | "SIGKILL" = "SIGTERM"): Promise<void> {
    const child = this.process;
    this.process = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
    const exited = new Promise((resolve) => child.once("exit", resolve));
    child.kill(signal);
    const impatient = setTimeout(() => child.kill("SIGKILL"), 15_000);
    await exited;
    clearTimeout(impatient);
  }

  /** Ends the process and forgets the data. */
  async stop(): Promise<void> {
    await this.halt();
    rmSync(this.dataFolder, { recursive: true, force: true });
  }
}
