// What went wrong, what is on its way, and what to beware of, in words.
import type { Question } from "../api";

export interface Warning { code: string; message: string }

export function Notices({ question, warnings = [] }: { question: Question<unknown>; warnings?: readonly Warning[] | undefined }) {
  const { problem, isLoading, answer } = question;
  return (
    <>
      {problem && (
        <div class="notice problem" role="alert">
          <strong>{problem.message}</strong>
          <ul>{problem.details.map(d => <li key={d}>{d}</li>)}</ul>
          {problem.status === 401 && <p>Enter your key at the top of the page: it stays in this tab of the browser.</p>}
        </div>
      )}
      {isLoading && answer === null && !problem && <p class="quiet" role="status">Computing…</p>}
      {warnings.length > 0 && (
        <details class="notice">
          <summary>{warnings.length === 1 ? "One thing to beware of" : `${warnings.length} things to beware of`}</summary>
          <ul>{warnings.map(w => <li key={w.message}>{w.message}</li>)}</ul>
        </details>
      )}
    </>
  );
}
