"""What a person may set of a schedule: ranges, labels, helps."""

from typing import Annotated, Literal

from optim_core.parameters import Range, Text

Duration = Annotated[
    float,
    Range(0.0, 200.0),
    Text(
        "Over (epochs)",
        "epochs until the end of the schedule; 0: until the end of the run",
        zero="auto",
    ),
]
Every = Annotated[
    float,
    Range(0, 100, whole=True),
    Text("Every (epochs)", "epochs between two drops; 0: a third of the run", zero="auto"),
]
End = Annotated[
    float, Range(0.0, 1.0), Text("End factor", "the share of the rate that is left at the end")
]
FactorOfDrop = Annotated[
    float, Range(0.01, 1.0), Text("Factor γ", "what the rate is multiplied by at each drop")
]
FactorOfEpoch = Annotated[
    float, Range(0.5, 1.0), Text("Factor γ", "what the rate is multiplied by at each epoch")
]
Decay = Annotated[float, Range(0.0, 5.0), Text("Decay", "how fast the rate falls")]
FirstFactor = Annotated[
    float, Range(0.1, 10.0, log=True), Text("Factor k", "the factor at the first epoch or step")
]
Power = Annotated[
    float, Range(0.25, 8.0, log=True), Text("Power", "1 is a line; more falls faster at first")
]
Rise = Annotated[
    float, Range(0.0, 0.9), Text("Rise", "the share of the schedule until the rate is at its peak")
]
Divisor = Annotated[
    float,
    Range(1.0, 1000.0, log=True),
    Text("Start divisor", "the peak is so many times the start"),
]
FinalDivisor = Annotated[
    float,
    Range(1.0, 1e6, log=True),
    Text("End divisor", "how many times the last rate the first is"),
]
Cycle = Annotated[
    float,
    Range(0, 100, whole=True),
    Text("Cycle (epochs)", "epochs until the first restart; 0: a third of the run", zero="auto"),
]
CycleGrowth = Annotated[
    float,
    Range(1, 4, whole=True),
    Text("Growth", "how many times as long each cycle is as the last"),
]
Per = Annotated[Literal["epoch", "step"], Text("Per", "what is counted under the root")]
