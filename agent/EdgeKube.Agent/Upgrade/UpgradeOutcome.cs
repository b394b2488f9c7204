namespace EdgeKube.Agent.Upgrade;

/// <summary>One line: what became of an order.</summary>
/// <param name="Id">The order's.</param>
/// <param name="Kind">Upgraded, RolledBack or NotBegun.</param>
/// <param name="Why">Empty when it succeeded.</param>
internal sealed record UpgradeOutcome(string Id, string Version, string Kind, string Why)
{
    public const string Upgraded = "Upgraded";

    public static UpgradeOutcome? Find(string text) => text.Trim().Split(' ', 4) is [var id, var version, var kind, .. var why] && kind.Length > 0 && kind.All(char.IsAsciiLetter)
        ? new(id, version, kind, why.Length > 0 ? why[0] : "")
        : null;
}
