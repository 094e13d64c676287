/** A graph from a paper or a textbook, and the minimal sets that identify its effect. */
export interface PublishedGraph {
  readonly name: string;
  /** Where the answer comes from. */
  readonly given: string;
  readonly graph: string;
  readonly total: readonly string[];
  readonly direct?: readonly string[];
}

const DAGITTY = "DAGitty 3.1's own test suite";
const BY_HAND = 'the back-door criterion by hand, as the source discusses it';

/**
 * Graphs with known answers, for tests. Which arrows a paper draws and which sets DAGitty gives for them are facts;
 * the notation is ours.
 */
export const PUBLISHED: readonly PublishedGraph[] = [
  {
    name: 'Polzer et al. 2012, tooth loss and mortality',
    given: DAGITTY,
    graph: `ToothLoss [e] -> Mortality [o]
      Periodontitis -> ToothLoss; Caries -> ToothLoss
      Mortality
      Diabetes -> {Mortality Periodontitis Hypertension}
      ToothLoss -> Mortality
      Hypertension -> Mortality
      Lipids -> Mortality
      Diabetes -> Lipids
      Obesity -> {Mortality Periodontitis Diabetes Hypertension Lipids}
      Psychosocial -> {ToothLoss Mortality Periodontitis Caries Diabetes Obesity Hypertension Alcohol Smoking Sport Lipids}
      Age -> {ToothLoss Mortality Periodontitis Caries Diabetes Obesity Hypertension Psychosocial Alcohol Smoking Sport Lipids}
      Sex -> {ToothLoss Mortality Periodontitis Caries Diabetes Obesity Hypertension Psychosocial Alcohol Smoking Sport Lipids}
      Alcohol -> {ToothLoss Mortality Diabetes Obesity Hypertension Smoking Lipids}
      Smoking -> {ToothLoss Mortality Periodontitis Diabetes Obesity Hypertension Sport}
      Sport -> {Mortality Periodontitis Diabetes Obesity Hypertension Lipids}`,
    total: [
      '{Age, Alcohol, Diabetes, Obesity, Psychosocial, Sex, Smoking, Sport}',
      '{Age, Alcohol, Periodontitis, Psychosocial, Sex, Smoking}',
    ],
  },
  {
    name: 'Thoemmes 2013, without adjusting for s2',
    given: DAGITTY,
    graph: `e0 [latent] -> x [e]; e1 [latent] -> s1; e2 -> {s2 y}; e3 [latent] -> s3; e4 [latent] -> y [o]
      s1 -> {s2 z}; s2 -> {s3 z2}; s3 -> y; x -> {y s1}; y -> z3`,
    total: ['{}'],
    direct: ['{e2, s2}', '{s1}', '{e2, s3}'],
  },
  {
    name: 'Thoemmes 2013, adjusting for s2',
    given: DAGITTY,
    graph: `e0 [latent] -> x [e]; e1 [latent] -> s1; e2 -> {s2 [adjusted] y}; e3 [latent] -> s3; e4 [latent] -> y [o]
      s1 -> {s2 z}; s2 -> {s3 z2}; s3 -> y; x -> {y s1}; y -> z3`,
    total: [],
    direct: ['{e2, s2}', '{s1, s2}'],
  },
  {
    name: 'M-bias, adjusting for nothing (Greenland, Pearl & Robins 1999)',
    given: DAGITTY,
    graph: 'A [e] -> B [o]; U1 -> {A M}; U2 -> {M B}',
    total: ['{}'],
  },
  {
    name: 'M-bias, adjusting for M',
    given: DAGITTY,
    graph: 'A [e] -> B [o]; U1 -> {A M [adjusted]}; U2 -> {M B}',
    total: ['{M, U1}', '{M, U2}'],
  },
  { name: 'M-bias with hidden causes', given: BY_HAND, graph: 'E [e] -> D [o]; E <-> Z <-> D', total: ['{}'] },
  {
    name: 'Small model with mediator',
    given: DAGITTY,
    graph: 'Z -> {X I}; X [e] -> {I Y}; I -> Y [o]',
    total: ['{Z}'],
    direct: ['{I}'],
  },
  { name: 'Two hidden triangles, x <- a -> m <- b -> y', given: DAGITTY, graph: 'x [e]; y [o]; x <- a -> m <- b -> y', total: ['{}'] },
  { name: 'The same, with m', given: DAGITTY, graph: 'x [e]; y [o]; x <- a -> m [adjusted] <- b -> y', total: ['{a, m}', '{b, m}'] },
  {
    name: 'Extended confounding triangle',
    given: BY_HAND,
    graph: 'E [e] -> D [o]; A -> {E Z}; B -> {D Z}; Z -> {E D}',
    total: ['{A, Z}', '{B, Z}'],
  },
  { name: 'Confounding triangle', given: BY_HAND, graph: 'A [e] -> B [o]; C -> {A B}', total: ['{C}'] },
  {
    name: 'Schipf et al. 2010, testosterone and type 2 diabetes',
    given: 'the paper: waist, activity, smoking and age block all back doors; minimal sets by the criterion',
    graph: 'A -> {S PA WC U TT}; S -> {TT T2DM}; WC -> {TT U T2DM}; U -> {TT T2DM}; PA -> {WC T2DM}; TT [e] -> T2DM [o]',
    total: ['{PA, S, U, WC}', '{A, S, U, WC}'],
  },
  {
    name: 'Shrier & Platt 2008, warming up and injury',
    given: 'the paper and DAGitty’s page on it: each closes all back doors',
    graph: `Coach -> {FitnessLevel TeamMotivation}; Genetics -> {FitnessLevel NeuromuscularFatigue ConnectiveTissueDisorder}
      TeamMotivation -> {PreviousInjury WarmUp}; PreGameProprioception -> WarmUp; ConnectiveTissueDisorder -> {TissueWeakness NeuromuscularFatigue}
      ContactSport -> {IntraGameProprioception PreviousInjury}; TissueWeakness -> Injury [o]; IntraGameProprioception -> Injury
      FitnessLevel -> {PreGameProprioception NeuromuscularFatigue}; NeuromuscularFatigue -> {IntraGameProprioception Injury}
      WarmUp [e] -> IntraGameProprioception`,
    total: [
      '{Coach, FitnessLevel}',
      '{Coach, PreGameProprioception}',
      '{FitnessLevel, TeamMotivation}',
      '{NeuromuscularFatigue, TissueWeakness}',
      '{ConnectiveTissueDisorder, NeuromuscularFatigue}',
      '{FitnessLevel, Genetics}',
      '{PreGameProprioception, TeamMotivation}',
    ],
  },
  { name: 'Instrument and hidden confounder', given: BY_HAND, graph: 'z -> x [e] -> y [o]; x <-> y', total: [] },
  { name: 'Front door (Pearl 1995)', given: BY_HAND, graph: 'x [e] -> m -> y [o]; x <-> y', total: [] },
  {
    name: 'Back-door example (Pearl 2009, figure 3.4)',
    given: 'Pearl 2009: {X3, X4} and {X4, X5} serve, {X4} alone does not',
    graph: 'X1 -> {X3 X4}; X2 -> {X4 X5}; X3 -> Xi [e]; X4 -> {Xi Xj}; X5 -> Xj [o]; Xi -> X6 -> Xj',
    total: ['{X3, X4}', '{X4, X5}', '{X1, X4}', '{X2, X4}'],
  },
  {
    name: 'Birth weight paradox (Hernández-Díaz et al. 2006)',
    given: 'the paper: birth weight must not be held fixed',
    graph: 'smoking [e] -> {weight mortality}; weight -> mortality [o]; defect [latent] -> {weight mortality}',
    total: ['{}'],
    direct: [],
  },
  {
    name: 'Simple chain with a child of the outcome',
    given: BY_HAND,
    graph: 'c -> {x y}; x [e] -> y [o] -> d',
    total: ['{c}'],
  },
  {
    name: 'Many variables but few paths (DAGitty’s example)',
    given: BY_HAND,
    graph: `E [e] -> D [o]; 1 -> E; 2 -> 1; 3 -> 2; 4 -> 3; 5 -> 4; 6 -> 5; 7 -> {6 E}; 8 -> {7 D}; 9 -> 8; 15 -> {14 D}; 14 -> 13`,
    total: ['{7}', '{8}'],
  },
  {
    name: 'Bow: treatment and outcome share a hidden cause',
    given: BY_HAND,
    graph: 'x [e] -> y [o]; x <-> y; w -> x',
    total: [],
  },
  {
    name: 'Didelez et al. 2010, hormones and ischaemia, without selection',
    given: BY_HAND,
    graph: 'Age -> {HRT Occ TCI}; HRT [e] -> TCI [o]; Occ -> {Smo Thist}; Smo -> {HRT TCI}; Thist -> TCI',
    total: ['{Age, Smo}'],
  },
];
