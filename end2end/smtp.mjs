// A mail server on loopback for tests: prints a line of JSON for its port, for every mail and for every command that it
// has taken; commands come in lines: accept, refuse (what has been sent), reject (whom it is for), hang, or none, to hear
// when everything before it has been told. Ends with its input.
import { createInterface } from "node:readline";
import { simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

let mode = "accept";
const print = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);
const failure = (code, words) => Object.assign(new Error(words), { responseCode: code });

const server = new SMTPServer({
  disabledCommands: ["STARTTLS"],
  authOptional: true,
  allowInsecureAuth: true,
  logger: false,
  onAuth({ username, password }, _session, done) {
    if (username === "postman" && password === "s3cret/:@") return done(null, { user: username });
    return done(failure(535, "Wrong name or password"));
  },
  onRcptTo(_address, _session, done) {
    done(mode === "reject" ? failure(550, "No such mailbox here") : null);
  },
  onData(stream, session, done) {
    const taken = mode;
    simpleParser(stream).then(
      ({ from, to, subject, text, html, messageId, headers }) => {
        if (taken === "hang") return;
        const automatic = headers.get("auto-submitted") ?? null;
        const user = session.user ?? null;
        const addresses = session.envelope.rcptTo.map(({ address }) => address);
        print({ taken, addresses, from: from.text, to: to.text, subject, text, html, messageId, automatic, user });
        done(taken === "refuse" ? failure(451, "Try again later") : null);
      },
      (error) => done(failure(554, error.message)),
    );
  },
});

server.on("error", () => {});
server.listen(0, "127.0.0.1", () => print({ port: server.server.address().port }));
createInterface({ input: process.stdin })
  .on("line", (line) => {
    mode = line || mode;
    print({ mode });
  })
  .on("close", () => process.exit(0));
