namespace EdgeKube.Api;

/// <summary>The list is a set of plain values: merged, not replaced.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ListSetAttribute : Attribute;
