using System.Text.RegularExpressions;

namespace EdgeKube.Api;

/// <summary>Rules for kernel settings of a pod.</summary>
internal static partial class SysctlValidator
{
    private const int MaxLength = 253;
    private const string NameRule = @"must have at most 253 characters and match regex ^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$";

    public static IEnumerable<FieldError> Validate(IReadOnlyList<Sysctl> sysctls, PodSpec spec, string path)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < sysctls.Count; i++)
        {
            var name = sysctls[i].Name;
            var field = $"{path}[{i}].name";
            if (name.Length == 0)
            {
                yield return FieldError.Required(field);
            }
            else if (name.Length > MaxLength || !Name().IsMatch(name))
            {
                yield return FieldError.Invalid(field, name, NameRule);
            }
            else if (!names.Add(name))
            {
                yield return FieldError.Duplicate(field, name);
            }

            if (FindForeign(name.Replace('/', '.'), spec) is { } shared)
            {
                yield return FieldError.Invalid(field, name, $"may not be specified when '{shared}' is true");
            }
        }
    }

    // In the node's own namespace it would be the node's setting.
    private static string? FindForeign(string name, PodSpec spec)
    {
        var isIpc = name.StartsWith("kernel.shm", StringComparison.Ordinal) || name.StartsWith("kernel.msg", StringComparison.Ordinal)
            || name is "kernel.sem" || name.StartsWith("fs.mqueue.", StringComparison.Ordinal);
        return spec.HostIPC && isIpc ? "hostIPC" : spec.HostNetwork && name.StartsWith("net.", StringComparison.Ordinal) ? "hostNetwork" : null;
    }

    [GeneratedRegex(@"\A([a-z0-9]([-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
