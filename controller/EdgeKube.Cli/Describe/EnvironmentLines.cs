using EdgeKube.Api;
using EdgeKube.Cli.Output;

namespace EdgeKube.Cli.Describe;

internal static class EnvironmentLines
{
    public static void Write(DescribeText text, Container container)
    {
        if (container.EnvFrom is { Count: > 0 } sources)
        {
            text.Line(2, "Environment Variables from:");
            foreach (var source in sources)
            {
                text.Line(3, Source(source));
            }
        }

        if (container.Env is not { Count: > 0 } variables)
        {
            text.Field(2, "Environment", Text.None);
            return;
        }

        text.Line(2, "Environment:");
        foreach (var variable in variables)
        {
            text.Field(3, variable.Name, Value(variable));
        }
    }

    private static string Source(EnvFromSource source)
    {
        var (name, kind, optional) = source.ConfigMapRef is { } map
            ? (map.Name, "ConfigMap", map.Optional)
            : (source.SecretRef?.Name, "Secret", source.SecretRef?.Optional);
        var prefix = string.IsNullOrEmpty(source.Prefix) ? "" : $" with prefix '{source.Prefix}'";
        return $"{name}\t{kind}{prefix}\tOptional: {Bool(optional)}";
    }

    private static string Value(EnvVar variable) => variable.ValueFrom switch
    {
        null => (variable.Value ?? "").ReplaceLineEndings(" "),
        { FieldRef: { } field } => $" ({field.ApiVersion ?? "v1"}:{field.FieldPath})",
        { ResourceFieldRef: { } resource } => $" ({resource.Resource})",
        { SecretKeyRef: { } secret } => $"<set to the key '{secret.Key}' in secret '{secret.Name}'>  Optional: {Bool(secret.Optional)}",
        { ConfigMapKeyRef: { } map } => $"<set to the key '{map.Key}' of config map '{map.Name}'>  Optional: {Bool(map.Optional)}",
        _ => "",
    };

    private static string Bool(bool? value) => value == true ? "true" : "false";
}
