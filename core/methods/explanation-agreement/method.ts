import { defineMethod } from '../contract.ts';
import { problemsOf } from '../inputs.ts';
import { type AgreementFit, fitAgreement, readAgreement } from './fit.ts';
import { reportAgreement } from './report.ts';
import { type AgreementSpec, agreementSpec } from './spec.ts';
import { agreementText } from './text.ts';

export default defineMethod<AgreementSpec, AgreementFit>({
  id: 'explanation-agreement',
  revision: 1,
  kind: 'explain',
  citation:
    'Krishna et al. (2022), The Disagreement Problem in Explainable Machine Learning, arXiv:2202.01602; Kendall (1945), Biometrika 33(3)',
  spec: agreementSpec,
  text: agreementText,
  takes: ['frame'],
  accepts: ['model', 'effects'],
  gives: [],
  validate: (spec, inputs) => problemsOf(() => readAgreement(spec, inputs)),
  fit: fitAgreement,
  summarize: reportAgreement,
  memory: (spec, inputs) => {
    const { frame } = readAgreement(spec, inputs);
    return 16 * frame.columns.size * (spec.rows + 2000) + 40 * frame.rowCount;
  },
});
