namespace EdgeKube.Controller.Store;

/// <summary>The places of the writer loop where a sudden death must do no harm.</summary>
internal static class CrashPoints
{
    public const string BeforeBegin = "before-begin";
    public const string AfterBegin = "after-begin";
    public const string MidTransaction = "mid-transaction";
    public const string BeforeCommit = "before-commit";
    public const string AfterCommitBeforeAck = "after-commit-before-ack";
    public const string AfterAck = "after-ack";

    /// <summary>Passed immediately before the checkpoint's work begins.</summary>
    public const string DuringCheckpoint = "during-checkpoint";
    public const string AfterPrune = "after-prune";

    public static readonly IReadOnlyList<string> All =
    [
        BeforeBegin, AfterBegin, MidTransaction, BeforeCommit, AfterCommitBeforeAck, AfterAck, DuringCheckpoint, AfterPrune,
    ];
}
