namespace EdgeKube.Cli.Configuration;

/// <summary>Where edgectl looks for its configuration: what the command line names, what the environment names, the user's own file, the controller's admin file.</summary>
internal static class ConfigurationPaths
{
    /// <summary>Names a file; the same as <c>--config</c>.</summary>
    public const string Variable = "EDGEKUBE_CONFIG";

    /// <summary>What the controller writes at its first start, for whoever is root on its machine.</summary>
    public const string Admin = "/var/lib/edgekube/controller/admin.yaml";

    /// <summary>The file that was asked for by name, which must be there; null when none was.</summary>
    public static string? FindNamed(string? flag, Func<string, string?> environment) =>
        !string.IsNullOrEmpty(flag) ? flag : environment(Variable) is { Length: > 0 } named ? named : null;

    /// <summary><c>$XDG_CONFIG_HOME/edgekube/config.yaml</c>, or below <c>~/.config</c>; null when neither is known.</summary>
    public static string? FindOwn(Func<string, string?> environment)
    {
        var root = environment("XDG_CONFIG_HOME") is { Length: > 0 } configured ? configured
            : environment("HOME") is { Length: > 0 } home ? Path.Combine(home, ".config")
            : null;
        return root is null ? null : Path.Combine(root, "edgekube", "config.yaml");
    }

    /// <summary>The controller's own file, wherever its data directory is: the controller keeps it up to date, and must go on being able to read it.</summary>
    public static bool IsControllers(string path) =>
        Path.GetFileName(path) == Path.GetFileName(Admin) && Directory.Exists(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, "pki"));
}
