/**
 * What each row gains from each arm against the control. Rows are aligned with the Frame that the same step
 * hands on. K−1 = `arms.length`; matrices are row-major, n × (K−1), on shared memory.
 */
export interface Effects {
  readonly control: string;
  /** The arms other than the control. */
  readonly arms: readonly string[];
  readonly outcome: string;
  /** The treatment column that the effects were estimated from; absent for an imported matrix. */
  readonly treatment?: string;
  readonly unit?: string;
  readonly rowCount: number;
  /** value[row · arms.length + arm]: effect in the outcome's unit; never NaN. */
  readonly value: Float64Array;
  readonly standardError?: Float64Array;
  /** n expected outcomes under the control, where the method knows them. */
  readonly baseline?: Float64Array;
  /** Whether each row's effect comes from models that never saw that row; absent where nobody knows. */
  readonly isCrossFitted?: boolean;
}

/** Copies the column of one arm out of an n × (K−1) matrix. */
export function effectsOfArm(effects: Effects, arm: number): Float64Array {
  const width = effects.arms.length;
  const column = new Float64Array(effects.rowCount);
  for (let row = 0; row < column.length; row++) column[row] = effects.value[row * width + arm] as number;
  return column;
}
