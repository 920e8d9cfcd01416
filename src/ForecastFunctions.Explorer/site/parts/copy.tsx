// A button that copies a text.
import { useState } from "preact/hooks";

export function Copy({ text, name, label = "copy" }: { text: string; name: string; label?: string }) {
  const [isCopied, setIsCopied] = useState(false);
  return (
    <button class="link" aria-label={`Copy ${name}`} onClick={async () => { await navigator.clipboard.writeText(text); setIsCopied(true); }}>
      {isCopied ? "copied" : label}
    </button>
  );
}
