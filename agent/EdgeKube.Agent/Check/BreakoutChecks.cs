namespace EdgeKube.Agent.Check;

/// <summary>Are there known ways out of a container with these packages? Pure.</summary>
internal static class BreakoutChecks
{
    // A package, the first version in which its makers closed the way, and the versions in which distributions closed it in older ones.
    // runc: GHSA-xr7r-f8xq-vfvv; DSA-5615-1. runc: GHSA-9493-h29p-rfm2 and its two companions. containerd: GHSA-crp2-qrr5-8pq7.
    // containerd.io is Docker's, and brings its own runc.
    private static readonly (string Package, string Name, string Fixed, string[] Backports)[] Known =
    [
        ("runc", "CVE-2024-21626", "1.1.12", ["1.1.5+ds1-1+deb12u1", "1.0.0~rc93+ds1-5+deb11u3"]),
        ("runc", "CVE-2025-31133", "1.2.8", []),
        ("containerd", "CVE-2022-23648", "1.6.1", ["1.4.13~ds1-1~deb11u1"]),
        ("containerd.io", "CVE-2024-21626", "1.6.28", []),
        ("containerd.io", "CVE-2025-31133", "1.7.29", []),
    ];

    public static IEnumerable<Finding> Find(IReadOnlyDictionary<string, string> packages)
    {
        var isOpen = false;
        foreach (var (package, version) in packages.OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            var ways = Known.Where(way => way.Package == package && !IsClosed(version, way.Fixed, way.Backports)).Select(way => way.Name).ToList();
            isOpen |= ways.Count > 0;
            if (ways.Count > 0)
            {
                yield return Finding.Warn(
                    "breakouts", $"{package} {version} may let a container out: {string.Join(", ", ways)}", $"apt update && apt install {package}; what Debian has closed in it says https://security-tracker.debian.org/tracker/{ways[0]}");
            }
        }

        if (!isOpen && packages.Count > 0)
        {
            yield return Finding.Ok("breakouts", $"none known in {string.Join(", ", packages.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key} {one.Value}"))}");
        }
    }

    private static bool IsClosed(string version, string closed, string[] backports) =>
        DebianVersion.Compare(version, closed) >= 0 || backports.Any(backport => Upstream(backport) == Upstream(version) && DebianVersion.Compare(version, backport) >= 0);

    private static string Upstream(string version) => version[..(version.LastIndexOf('-') is >= 0 and var dash ? dash : version.Length)];
}
