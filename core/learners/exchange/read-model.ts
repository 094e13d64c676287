import type { TreeModel } from '../model.ts';
import { fieldOf, parseTrainerJson, recordOf } from './json-fields.ts';
import { readLightGbmJson } from './lightgbm-json.ts';
import { readLightGbmText } from './lightgbm-text.ts';
import { MODEL_LIMITS, malformed, tooLarge, unsupported } from './limits.ts';
import type { ReadModelOptions } from './read-options.ts';
import { readXgboostJson } from './xgboost-json.ts';

/**
 * Reads a trained model from the text of its file: LightGBM's `save_model` text or `dump_model` JSON, XGBoost's
 * `save_model` JSON. The format is told from the content. Nothing in the file is believed: every count, index and
 * number is checked before it is used.
 *
 * @throws model/malformed with the tree and node; model/unsupported; model/too-large
 */
export function readModelText(text: string, options: ReadModelOptions = {}): TreeModel {
  if (text.length > MODEL_LIMITS.characters) tooLarge('characters', text.length, MODEL_LIMITS.characters);
  const content = text.startsWith('\uFEFF') ? text.slice(1) : text;
  if (/^tree\r?\n/.test(content)) return readLightGbmText(content, options);
  const first = /\S/.exec(content.slice(0, 1000))?.[0];
  if (first === '[') {
    return unsupported(
      'it looks like a dump of single trees, which leaves out the base score',
      'Save the whole model: save_model("model.json").',
    );
  }
  if (first !== '{') return malformed('it is neither LightGBM text nor JSON');
  const file = recordOf(parseTrainerJson(content), 'the model');
  if (fieldOf(file, 'learner') !== undefined) return readXgboostJson(file, options);
  if (fieldOf(file, 'tree_info') !== undefined) return readLightGbmJson(file, options);
  return malformed('it is JSON, but neither a LightGBM nor an XGBoost model');
}
