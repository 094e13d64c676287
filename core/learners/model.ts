/**
 * Trained predictors as plain data: they cross threads, are stored as they are, and can be explained.
 * A model answers on its raw scale (`raw`), and `link` leads from there to the outcome's own scale.
 */
export type Link = 'identity' | 'logit' | 'log';

/** A column that a model reads, and how. Categories are known by name, so another table's codes can be matched. */
export interface Feature {
  readonly name: string;
  readonly kind: 'number' | 'category' | 'boolean' | 'date';
  /** For categories: the names behind codes 0 … K−1, as seen in training. */
  readonly categories?: readonly string[];
}

/** Whether a feature is read by the names of its values. */
export function inputIsCategory({ kind }: Feature): boolean {
  return kind === 'category';
}

/**
 * A sum of binary trees as flat arrays; all indices are absolute. raw(x) = base + Σ over trees of value[leaf].
 * A forest is stored with its leaf values already divided by the number of trees, so one rule serves both.
 *
 * Going down: a numeric split sends x ≤ threshold left; a category split sends codes in its set left.
 * NaN goes where `missingLeft` says; an unknown category code goes right, as in LightGBM.
 */
export interface TreeModel {
  readonly kind: 'trees';
  readonly features: readonly Feature[];
  readonly link: Link;
  readonly base: number;
  /** T+1 positions: the nodes of tree t are treeStart[t] … treeStart[t+1]−1, its root comes first. */
  readonly treeStart: Int32Array;
  /** Feature index of a split; −1 marks a leaf. */
  readonly feature: Int32Array;
  /** Numeric threshold; for a category split the index of its first word in `categoryBits`. */
  readonly threshold: Float64Array;
  /** Number of 32-bit words of a category split's set; 0 marks a numeric split. */
  readonly categoryWords: Int32Array;
  readonly categoryBits: Uint32Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly missingLeft: Uint8Array;
  /** Leaf value; for a split the cover-weighted mean below it. */
  readonly value: Float64Array;
  /** Training weight that reached the node (rows or hessian, as the trainer counts it); path-dependent SHAP needs it. */
  readonly cover: Float64Array;
  /** Loss reduction of a split; 0 for leaves. */
  readonly gain: Float64Array;
}

/** One input of a linear model: a numeric feature, or one category of a feature as 0/1. */
export interface LinearTerm {
  readonly feature: number;
  /** The category that the term stands for; absent for numbers. */
  readonly category?: string;
  readonly coefficient: number;
  /** What stands in for a missing number: the training mean. */
  readonly fill: number;
}

/** raw(x) = intercept + Σ coefficient · x. */
export interface LinearModel {
  readonly kind: 'linear';
  readonly features: readonly Feature[];
  readonly link: Link;
  readonly intercept: number;
  readonly terms: readonly LinearTerm[];
}

/** A weighted sum of other models' answers on the outcome's scale, e.g. the difference of two arms' models. */
export interface BlendModel {
  readonly kind: 'blend';
  readonly features: readonly Feature[];
  readonly link: 'identity';
  readonly parts: readonly { readonly weight: number; readonly model: Model }[];
}

/** How one feature enters a network. */
export type NetworkInput =
  | { readonly kind: 'number'; readonly center: number; readonly scale: number; readonly hasMissingFlag: boolean }
  /** Positions of K categories, and after them the one of unknown and missing ones: (K + 1) × width, row-major. */
  | { readonly kind: 'category'; readonly width: number; readonly table: Float64Array };

export type NetworkActivation = 'relu' | 'tanh' | 'sigmoid' | 'identity';

export interface NetworkLayer {
  readonly inputs: number;
  readonly outputs: number;
  /** outputs × inputs, row-major. */
  readonly weights: Float64Array;
  readonly bias: Float64Array;
  readonly activation: NetworkActivation;
}

/** A dense feed-forward network; raw(x) is the first output of its last layer. */
export interface NetworkModel {
  readonly kind: 'network';
  readonly features: readonly Feature[];
  readonly link: Link;
  /** One for each feature, in their order; side by side they are what the first layer reads. */
  readonly inputs: readonly NetworkInput[];
  readonly layers: readonly NetworkLayer[];
}

export type Model = TreeModel | LinearModel | NetworkModel | BlendModel;

/**
 * The columns that a model reads, in feature order, as numbers: category codes follow `Feature.categories`
 * (unknown and missing become NaN), booleans 0/1, dates ms. Number columns are the frame's own memory.
 */
export interface FeatureTable {
  readonly rowCount: number;
  readonly features: readonly Feature[];
  readonly columns: readonly Float64Array[];
}
