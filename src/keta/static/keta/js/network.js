/** Talking to the server from an element: JSON in and out, the token on every post, refusals as sentences. */
import { say } from "./page.js";

/** What the server answered instead of doing it; `message` is fit for the reader. */
export class Refusal extends Error {
  constructor(message, status, body) {
    super(message);
    this.status = status;
    this.body = body;
  }
}

/** The cookie's, which is new after a sign-in in another tab; else the one that the page came with. */
export function token() {
  return document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] || document.querySelector('meta[name="csrf-token"]')?.content || "";
}

async function ask(url, options) {
  let answer;
  try {
    answer = await fetch(url, { credentials: "same-origin", ...options });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Refusal(say("error_offline"), 0, {});
  }
  if (answer.status === 204) return {};
  const isJson = (answer.headers.get("content-type") || "").includes("json");
  const body = isJson ? await answer.json().catch(() => ({})) : {};
  if (answer.ok && isJson) return body;
  throw new Refusal(reason(answer, body), answer.status, body);
}

function reason(answer, body) {
  if (body.detail) return body.detail;
  if (answer.status === 401 || answer.redirected || answer.ok) return say("error_session");
  if (answer.status === 409) return say("error_stale");
  return say("error_server", { request: answer.headers.get("x-request-id") || answer.status });
}

const headers = { Accept: "application/json", "X-Requested-With": "fetch" };

export function get(url, signal) {
  return ask(url, { headers, signal });
}

/** Posts a form or a plain object as form fields. */
export function post(url, content = {}, signal) {
  const body = content instanceof FormData ? content : new URLSearchParams(content);
  return ask(url, { method: "POST", body, signal, headers: { ...headers, "X-CSRFToken": token() } });
}

export function withQuery(url, values) {
  const address = new URL(url, location.href);
  for (const [name, value] of Object.entries(values)) address.searchParams.set(name, value);
  return address.href;
}
