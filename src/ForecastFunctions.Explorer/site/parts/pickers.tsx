// The choices that several tabs share.
import { spoken } from "./numbers";

interface PickerProps { label: string; value: string; values: readonly string[]; change: (value: string) => void; name?: (value: string) => string }

export function Picker({ label, value, values, change, name = v => v }: PickerProps) {
  const known = values.includes(value) ? values : [value, ...values];
  return (
    <label class="picker">{label}{" "}
      <select value={value} onChange={e => change(e.currentTarget.value)}>
        {known.map(v => <option key={v} value={v}>{name(v)}</option>)}
      </select>
    </label>
  );
}

export const VariablePicker = (props: Omit<PickerProps, "label" | "name">) => <Picker {...props} label="Variable" name={spoken} />;

export const years = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => String(from + i));
