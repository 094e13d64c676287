/** What the reader of a model file may be told. */
export interface ReadModelOptions {
  /**
   * Names behind the integer codes of category features, by feature. With names, the model reads a text column;
   * without, a column of the codes themselves.
   */
  readonly categories?: Readonly<Record<string, readonly string[]>>;
}
