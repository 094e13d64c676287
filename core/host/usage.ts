/** What `causeway --help` prints. */
export const USAGE = `Causeway: growth experiments from a file to a checked decision, with no network.

  causeway run <experiment.json> [--data name=path]… [--out DIR] [--threads N] [--json]
        Runs all steps. DIR gets report.html, results.json, one CSV per table or plan, project.causeway.
  causeway fit <method-id> --data FILE [--model FILE] [--set option=value]… [--spec FILE]
               [--seed N] [--threads N] [--out DIR] [--json]
        One method on one file. Lists are comma separated: --set outcome=visit,spend
  causeway methods [<method-id>] [--json]
        The methods, or one method with all its options.
  causeway import FILE --project P [--name NAME] [--json]
  causeway replay P [--threads N] [--json]     Computes every step again and compares the bytes.
  causeway verify P [--json]                   Checks every stored byte and the audit chain.
  causeway export P --to DIR                   Writes the last run's report and tables again.
  causeway start [--no-open] [--port N] [--data FOLDER]
        Opens the workbench: in its own window, or in the browser on this machine alone.
  causeway demo [--out DIR]                    Runs the bundled loan-offer sample without a window.

Exit codes: 0 done · 1 the run failed, or a check found a difference · 2 wrong usage or input.
`;
