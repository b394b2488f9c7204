namespace EdgeKube.Api;

/// <summary>All texts that can stand in the property.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class KnownValuesAttribute(params string[] values) : Attribute
{
    public IReadOnlyList<string> Values => values;
}
