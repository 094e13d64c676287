/** The kinds of value that an expression can have; `missing` is the literal null, which fits anywhere. */
export type Kind = 'number' | 'text' | 'boolean' | 'date' | 'missing';

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%' | '^';
export type ComparisonOperator = '=' | '<>' | '<' | '<=' | '>' | '>=';

/** A literal; dates are ms since 1970-01-01 UTC. */
export type Literal =
  | { readonly kind: 'number'; readonly value: number; readonly at: number }
  | { readonly kind: 'text'; readonly value: string; readonly at: number }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly at: number }
  | { readonly kind: 'date'; readonly value: number; readonly at: number }
  | { readonly kind: 'missing'; readonly at: number };

export interface ColumnNode {
  readonly kind: 'column';
  readonly name: string;
  readonly at: number;
}

export interface NegateNode {
  readonly kind: 'negate';
  readonly operand: Expression;
  readonly at: number;
}

export interface ArithmeticNode {
  readonly kind: 'arithmetic';
  readonly operator: ArithmeticOperator;
  readonly left: Expression;
  readonly right: Expression;
  readonly at: number;
}

export interface ComparisonNode {
  readonly kind: 'comparison';
  readonly operator: ComparisonOperator;
  readonly left: Expression;
  readonly right: Expression;
  readonly at: number;
}

/** `and` and `or` over any number of operands, so that a long chain is flat and a bracketed one keeps its shape. */
export interface LogicNode {
  readonly kind: 'logic';
  readonly operator: 'and' | 'or';
  readonly operands: readonly Expression[];
  readonly at: number;
}

export interface NotNode {
  readonly kind: 'not';
  readonly operand: Expression;
  readonly at: number;
}

export interface InNode {
  readonly kind: 'in';
  readonly operand: Expression;
  readonly items: readonly Expression[];
  readonly negated: boolean;
  readonly at: number;
}

export interface BetweenNode {
  readonly kind: 'between';
  readonly operand: Expression;
  readonly low: Expression;
  readonly high: Expression;
  readonly negated: boolean;
  readonly at: number;
}

export interface IsMissingNode {
  readonly kind: 'is-missing';
  readonly operand: Expression;
  readonly negated: boolean;
  readonly at: number;
}

/** `like` follows SQLite: % and _ are wild, ASCII letters match in either case. `contains` is exact. */
export interface MatchNode {
  readonly kind: 'match';
  readonly how: 'like' | 'contains';
  readonly operand: Expression;
  readonly pattern: Expression;
  readonly negated: boolean;
  readonly at: number;
}

/** The first branch whose condition is true; `if(c, a, b)` is a choice with one branch. */
export interface ChoiceNode {
  readonly kind: 'choice';
  readonly branches: readonly { readonly condition: Expression; readonly value: Expression }[];
  readonly otherwise: Expression;
  readonly at: number;
}

export interface CallNode {
  readonly kind: 'call';
  /** A name of the catalogue, in lower case. */
  readonly name: string;
  readonly args: readonly Expression[];
  readonly at: number;
}

/** A parsed expression: plain data. `at` is the position in the text (0 for trees that no text was written for). */
export type Expression =
  | Literal
  | ColumnNode
  | NegateNode
  | ArithmeticNode
  | ComparisonNode
  | LogicNode
  | NotNode
  | InNode
  | BetweenNode
  | IsMissingNode
  | MatchNode
  | ChoiceNode
  | CallNode;

/** The parts of an expression, left to right. */
export function partsOf(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case 'negate':
    case 'not':
    case 'is-missing':
      return [node.operand];
    case 'arithmetic':
    case 'comparison':
      return [node.left, node.right];
    case 'logic':
      return node.operands;
    case 'in':
      return [node.operand, ...node.items];
    case 'between':
      return [node.operand, node.low, node.high];
    case 'match':
      return [node.operand, node.pattern];
    case 'choice':
      return [...node.branches.flatMap(({ condition, value }) => [condition, value]), node.otherwise];
    case 'call':
      return node.args;
    default:
      return [];
  }
}

/** Names of all columns that an expression reads, in order of first use. */
export function columnsRead(node: Expression): string[] {
  const names = new Set<string>();
  const visit = (part: Expression): void => {
    if (part.kind === 'column') names.add(part.name);
    for (const inner of partsOf(part)) visit(inner);
  };
  visit(node);
  return [...names];
}
