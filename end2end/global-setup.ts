import { Server } from "./server";

/** Starts the server that all specs share, unless PACTO_URL names one that runs already. */
export default async function globalSetup(): Promise<(() => Promise<void>) | void> {
  if (process.env.PACTO_URL) return;
  const server = await Server.start();
  process.env.PACTO_URL = server.url;
  return () => server.stop();
}
