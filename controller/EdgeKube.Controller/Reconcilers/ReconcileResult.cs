namespace EdgeKube.Controller.Reconcilers;

/// <summary>What becomes of a key after a pass.</summary>
/// <param name="RunAgainAfter">Look again after this time even if nothing changes; null: only on a change.</param>
/// <param name="Retry">The pass could not finish (a conflict, a refusal): again, with the key's back-off.</param>
internal readonly record struct ReconcileResult(TimeSpan? RunAgainAfter, bool Retry)
{
    public static ReconcileResult Done => default;

    public static ReconcileResult TryAgain => new(null, true);

    public static ReconcileResult After(TimeSpan delay) => new(delay, false);

    /// <summary>Null, or a date that a plan named, as a delay from <paramref name="now"/>.</summary>
    public static ReconcileResult At(DateTimeOffset? time, DateTimeOffset now)
        => time is { } at ? After(at > now ? at - now : TimeSpan.Zero) : Done;
}
