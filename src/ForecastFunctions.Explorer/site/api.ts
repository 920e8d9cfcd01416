// Asks the API: one function for questions, one hook that keeps the last answer while the next one is on its way.
import { useEffect, useRef, useState } from "preact/hooks";

const keyPlace = "forecast-functions-key";

/** The caller's key: kept for this tab only, sent as a header, never in an address. */
export const key = {
  get: () => sessionStorage.getItem(keyPlace) ?? "",
  set: (value: string) => value ? sessionStorage.setItem(keyPlace, value) : sessionStorage.removeItem(keyPlace),
};

/** What the API says is wrong: RFC 9457's problem details. */
export class Problem extends Error {
  constructor(readonly status: number, title: string, readonly details: string[]) { super(title); }
}

export const apiRoot = "/api/v1/";

/** The answer to a question, as JSON. */
export async function ask<T>(path: string, options: RequestInit = {}): Promise<T> {
  const answer = await send(path, options, "application/json");
  return answer.status === 204 ? undefined as T : await answer.json() as T;
}

/** Saves an answer as a file; the key goes with the question, and so into no link. */
export async function saveFile(path: string, name: string): Promise<void> {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await (await send(path, {}, "*/*")).blob());
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** What went wrong, in words. */
export const told = (error: unknown) => error instanceof Problem ? [error.message, ...error.details].join(" ") : String(error);

async function send(path: string, options: RequestInit, accept: string): Promise<Response> {
  const headers = new Headers(options.headers);
  headers.set("Accept", accept);
  if (key.get()) headers.set("x-functions-key", key.get());
  const answer = await fetch(apiRoot + path, { ...options, headers });
  if (answer.ok) return answer;
  throw await problemOf(answer);
}

async function problemOf(answer: Response): Promise<Problem> {
  const text = await answer.text();
  try {
    const body = JSON.parse(text) as { title?: string; detail?: string; errors?: { message?: string }[] };
    const details = (body.errors ?? []).map(e => e.message ?? "").filter(m => m !== "");
    return new Problem(answer.status, body.title ?? answer.statusText, details.length > 0 ? details : [body.detail ?? ""]);
  } catch {
    return new Problem(answer.status, `The service answered ${answer.status}`, [text.slice(0, 300)]);
  }
}

export interface Question<T> { answer: T | null; problem: Problem | null; isLoading: boolean; milliseconds: number | null }

/**
 * Asks whenever the question changes, after a pause in which a slider may still move; what was asked before is given up.
 * @param path The question, or null where there is none yet.
 * @param again Asks the same question once more whenever it changes.
 */
export function useAnswer<T>(path: string | null, body?: string, pause = 40, again = 0): Question<T> {
  const [state, setState] = useState<Question<T>>({ answer: null, problem: null, isLoading: path !== null, milliseconds: null });
  const latest = useRef(0);
  useEffect(() => {
    if (path === null) return;
    const mine = ++latest.current;
    const leave = new AbortController();
    setState(s => ({ ...s, isLoading: true }));
    const timer = setTimeout(() => {
      const begun = performance.now();
      const options: RequestInit = { signal: leave.signal };
      if (body !== undefined) Object.assign(options, { method: "POST", body, headers: { "Content-Type": "application/json" } });
      ask<T>(path, options).then(
        answer => mine === latest.current
          && setState({ answer, problem: null, isLoading: false, milliseconds: performance.now() - begun }),
        error => {
          if (mine !== latest.current || leave.signal.aborted) return;
          const problem = error instanceof Problem ? error : new Problem(0, "The service can't be reached", [String(error)]);
          setState(s => ({ ...s, problem, isLoading: false }));
        });
    }, pause);
    return () => { clearTimeout(timer); leave.abort(); };
  }, [path, body, pause, again]);
  return state;
}
