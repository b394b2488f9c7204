using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>One environment variable.</summary>
[Description("One environment variable.")]
public sealed record EnvVar
{
    [Description("Name of the variable.")]
    public string Name { get; init => field = value ?? ""; } = "";

    [Description("Value; $(VAR) is expanded from variables defined before.")]
    public string? Value { get; init; }

    [Description("Where the value comes from instead.")]
    public EnvVarSource? ValueFrom { get; init; }
}
