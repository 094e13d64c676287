import { Segmented, Select } from 'antd';
import { useState } from 'react';
import type { ColumnInfo, StepView } from '../../../core/api/types.ts';
import { ProblemView } from '../../client/ProblemView.tsx';
import { useCall } from '../../client/use-call.ts';
import { decideWords } from '../../text/decide.ts';
import { useWords } from '../../text/words.tsx';
import { armColour } from './arm-colour.ts';
import { everybody, type MatrixCell, type MatrixRow, matrixOf, matrixSql, segmentColumns } from './segment-matrix.ts';
import type { PlanShape } from './why-customer.ts';

interface SegmentMatrixProps {
  readonly step: StepView;
  readonly columns: readonly ColumnInfo[];
  readonly shape: PlanShape;
  /** The column that the plan itself groups by, where it does. */
  readonly group: string | null;
}

const MEASURES = ['customers', 'value', 'cost'] as const;
const MOST_GROUPS = 2000;

/** Segments against options: how many of each get what, what it is worth and what it costs. */
export function SegmentMatrix({ step, columns, shape, group }: SegmentMatrixProps) {
  const { say } = useWords();
  const offered = segmentColumns(columns, shape);
  const likely = columns.find(({ name, kind, role }) => kind === 'category' && role === 'covariate' && offered.includes(name))?.name;
  const [picked, pick] = useState<string | null>(null);
  const [measure, setMeasure] = useState<(typeof MEASURES)[number]>('customers');
  const column = picked ?? group ?? likely ?? offered[0] ?? null;
  const sql = column === null ? null : matrixSql(step.id, column, shape);
  const { value, problem, reload } = useCall('sql.query', sql === null ? null : { sql, limit: MOST_GROUPS }, step.fingerprint ?? '');
  if (column === null) return null;
  const isYesNo = columns.some(({ name, kind }) => name === column && kind === 'boolean');
  const rows = value === undefined ? [] : matrixOf(value, shape.options, isYesNo);
  return (
    <section className="block" aria-label={say(decideWords.matrix)}>
      <header className="block-head">
        <div>
          <h3>{say(decideWords.matrix)}</h3>
          <p className="quiet small">{say(decideWords.planWhy)}</p>
        </div>
        <div className="block-tools">
          <Select
            size="small"
            aria-label={say(decideWords.segmentBy)}
            value={column}
            options={offered.map((name) => ({ value: name, label: name }))}
            popupMatchSelectWidth={false}
            onChange={pick}
          />
          <Segmented
            size="small"
            aria-label={say(decideWords.measure)}
            value={measure}
            options={MEASURES.map((name) => ({ value: name, label: say(decideWords[name]) }))}
            onChange={setMeasure}
          />
        </div>
      </header>
      {problem === undefined ? null : <ProblemView problem={problem} retry={reload} />}
      {value?.isCut === true ? <p className="quiet">{say(decideWords.tooManyGroups)}</p> : null}
      {rows.length === 0 || value?.isCut === true ? null : (
        <div className="table-scroll">
          <table className="block-table segment-matrix">
            <thead>
              <tr>
                <th scope="col">
                  <bdi>{column}</bdi>
                </th>
                {shape.options.map((option, at) => (
                  <th key={option} scope="col" className="number">
                    <span className="option-dot" style={{ background: armColour(at) }} aria-hidden />
                    <bdi className="cell-name">{option}</bdi>
                  </th>
                ))}
                <th scope="col" className="number">
                  {say(decideWords.together)}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Row key={String(row.segment)} options={shape.options} row={row} measure={measure} name={row.segment} />
              ))}
              <Row options={shape.options} row={everybody(rows, shape.options)} measure={measure} name="all" isTotal />
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

interface RowProps {
  readonly options: readonly string[];
  readonly row: MatrixRow;
  readonly measure: keyof MatrixCell;
  readonly name: MatrixRow['segment'];
  readonly isTotal?: boolean;
}

function Row({ options, row, measure, name, isTotal = false }: RowProps) {
  const { say, number, share } = useWords();
  const label = isTotal
    ? say(decideWords.everybody)
    : name === null
      ? say(decideWords.noValue)
      : name === undefined
        ? say(decideWords.otherValues)
        : typeof name === 'boolean'
          ? say(name ? decideWords.yes : decideWords.no)
          : name;
  return (
    <tr className={isTotal ? 'is-total' : ''}>
      <th scope="row">
        <bdi className="cell-name">{label}</bdi>
      </th>
      {row.cells.map((cell, at) => {
        const part = row.total[measure] > 0 ? cell[measure] / row.total[measure] : 0;
        return (
          <td key={options[at] ?? ''} className="number" style={{ background: shade(at, part) }} title={share(Math.max(0, part))}>
            {number(Math.round(cell[measure]))}
          </td>
        );
      })}
      <td className="number">{number(Math.round(row.total[measure]))}</td>
    </tr>
  );
}

/** The option's own colour, the stronger the larger its part of the row. */
function shade(option: number, part: number): string {
  return `color-mix(in srgb, ${armColour(option)} ${Math.round(45 * Math.max(0, part))}%, transparent)`;
}
