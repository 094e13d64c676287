import { refuse } from '../../base/problem.ts';
import type { Frame } from '../../frame/frame.ts';
import { defineMethod } from '../contract.ts';
import { inputOf, problemsOf } from '../inputs.ts';
import { fitInstruments, type IvResult } from '../kit/instruments/fit.ts';
import { type IvStudy, readIvStudy } from '../kit/instruments/study.ts';
import { reportIv } from './report.ts';
import { type IvSpec, ivSpec } from './spec.ts';
import { ivText } from './text.ts';

export default defineMethod<IvSpec, IvResult>({
  id: 'iv-2sls',
  revision: 1,
  kind: 'estimate',
  citation:
    'Anderson & Rubin (1949), Ann. Math. Stat. 20; Sargan (1958), Econometrica 26; Hausman (1978), Econometrica 46; Montiel Olea & Pflueger (2013), JBES 31',
  spec: ivSpec,
  text: ivText,
  takes: ['frame'],
  gives: [],
  validate: (spec, inputs) => problemsOf(() => readStudy(spec, inputOf(inputs, 'frame'))),
  fit: (spec, inputs, context) => {
    const study = readStudy(spec, inputOf(inputs, 'frame'));
    return fitInstruments(study, { ...spec, covariance: covarianceOf(spec) }, context);
  },
  summarize: reportIv,
});

/** auto: by cluster where one is named, else robust. */
function covarianceOf({ covariance, cluster }: IvSpec): 'classical' | 'robust' | 'cluster' {
  if (covariance !== 'auto') return covariance;
  return cluster === undefined ? 'robust' : 'cluster';
}

function readStudy(spec: IvSpec, frame: Frame): IvStudy {
  const covariance = covarianceOf(spec);
  if (covariance === 'cluster' && spec.cluster === undefined)
    refuse('option/invalid', 'Errors by cluster need a cluster column.', 'Set cluster, or covariance=robust.', { option: 'cluster' });
  return readIvStudy(frame, { ...spec, cluster: covariance === 'cluster' ? spec.cluster : undefined });
}
