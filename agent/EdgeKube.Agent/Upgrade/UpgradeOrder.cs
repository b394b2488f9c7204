namespace EdgeKube.Agent.Upgrade;

/// <summary>One line: what the updater is to install.</summary>
/// <param name="Id">A name for this order, told in its outcome.</param>
/// <param name="File">The package's name in the directory.</param>
internal sealed record UpgradeOrder(string Id, string Version, string File)
{
    public static UpgradeOrder? Find(string text) => text.Trim().Split(' ') is [var id, var version, var file] ? new(id, version, file) : null;

    public override string ToString() => $"{Id} {Version} {File}\n";
}
