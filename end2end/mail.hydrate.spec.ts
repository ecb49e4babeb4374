import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { dirname } from "node:path";
import { createInterface, type Interface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, expectAccessible, test } from "./fixtures";
import { enterAs, managerOfAndes } from "./people";
import { Server } from "./server";

let postbox: ChildProcess;
let lines: Interface;
let server: Server;
const arrived: { addresses: string[]; subject: string; text: string }[] = [];

test.beforeAll(async () => {
  const here = dirname(fileURLToPath(import.meta.url));
  postbox = spawn(process.execPath, ["smtp.mjs"], { cwd: here, stdio: ["pipe", "pipe", "inherit"] });
  lines = createInterface({ input: postbox.stdout! });
  const [first] = await once(lines, "line");
  lines.on("line", (line) => arrived.push(JSON.parse(line)));
  const url = `smtp://127.0.0.1:${JSON.parse(first).port}`;
  server = await Server.start(["demo", "--smtp-url", url, "--mail-from", "Pacto <pacto@example.com>"]);
});
test.afterAll(async () => {
  await server.stop();
  postbox.stdin!.end();
});

test("a running server mails what waits, and everybody says by which clock and tries their mailbox", async ({ browser }) => {
  const context = await browser.newContext({ baseURL: server.url, locale: "es-PE", timezoneId: "America/Lima" });
  const page = await context.newPage();
  await enterAs(page, managerOfAndes);
  await page.goto(`${new URL(page.url()).pathname}/inbox`);
  await page.getByRole("link", { name: "Correo: qué se le envía" }).click();
  await expect(page.getByRole("combobox", { name: "Zona horaria" })).toHaveValue("America/Lima");
  await expectAccessible(page);
  await page.getByRole("combobox", { name: "Lo que lo espera" }).selectOption("una vez al día, todo junto");
  await page.getByRole("button", { name: "Guardar" }).click();
  await expect(page.getByRole("status")).toContainText("Guardado.");
  await expect(page.getByRole("combobox", { name: "Lo que lo espera" })).toHaveValue("daily");
  await page.getByRole("button", { name: "Enviarme un correo de prueba" }).click();
  await expect(page.getByRole("status")).toContainText("aceptó el correo de prueba");
  // Without a word of anybody the first round tells what waits in the demo company.
  await expect.poll(() => arrived.some((mail) => mail.subject !== "Correo de prueba de Pacto")).toBe(true);
  const trial = arrived.find((mail) => mail.subject === "Correo de prueba de Pacto");
  expect(trial?.addresses[0]).toContain("rosa");
  await context.close();
});
