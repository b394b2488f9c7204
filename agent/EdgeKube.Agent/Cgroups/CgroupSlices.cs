namespace EdgeKube.Agent.Cgroups;

/// <summary>Cgroups by systemd's names, which say where they are: <c>kubepods-burstable.slice</c> is in <c>kubepods.slice</c>. Pure.</summary>
internal static class CgroupSlices
{
    private const string Suffix = ".slice";

    public static bool IsSlice(string path) => path.EndsWith(Suffix, StringComparison.Ordinal);

    /// <summary>/a/b is /a.slice/a-b.slice.</summary>
    public static string RootOf(string cgroupRoot)
    {
        var (path, stem) = ("", "");
        foreach (var part in cgroupRoot.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            // A dash would lead further down.
            stem += (stem.Length > 0 ? "-" : "") + part.Replace('-', '_');
            path += $"/{stem}{Suffix}";
        }

        return path;
    }

    /// <summary>The slice of that name in another one.</summary>
    public static string In(string parent, string name) => $"{parent}/{UnitOf(parent)[..^Suffix.Length]}-{name.Replace('-', '_')}{Suffix}";

    public static string UnitOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    /// <summary>Whether a configuration of containerd lets systemd make the containers' cgroups.</summary>
    public static bool AreWantedBy(string toml)
    {
        foreach (var line in toml.Split('\n'))
        {
            if (line.Split('#')[0].Split('=') is [var key, var value] && key.Trim() == "SystemdCgroup" && value.Trim() == "true")
            {
                return true;
            }
        }

        return false;
    }
}
