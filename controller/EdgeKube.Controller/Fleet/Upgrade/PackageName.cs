using EdgeKube.Link.Upgrade;

namespace EdgeKube.Controller.Fleet.Upgrade;

/// <summary>The name of a package's file, as Debian's tools make it. Pure, and safe on hostile input: what parses leads nowhere else.</summary>
internal sealed record PackageName(string Version, string Architecture)
{
    private const string Prefix = "edgekube-agent_";
    private const string Suffix = ".deb";

    public static PackageName? Find(string file) =>
        file.StartsWith(Prefix, StringComparison.Ordinal) && file.EndsWith(Suffix, StringComparison.Ordinal) && file.Length > Prefix.Length + Suffix.Length
        && file[Prefix.Length..^Suffix.Length].Split('_') is [var version, "amd64" or "arm64" or "armhf"] parts && PackageStatement.IsVersion(version)
            ? new PackageName(version, parts[1])
            : null;

    /// <summary>The name of what a node of this architecture, in Kubernetes' words, needs.</summary>
    public static PackageName Of(string version, string architecture) => new(version, architecture == "arm" ? "armhf" : architecture);

    public override string ToString() => $"{Prefix}{Version}_{Architecture}{Suffix}";
}
