namespace EdgeKube.Api;

/// <summary>Of the object's fields only some can stand together, so patches name those that are to stay.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RetainKeysAttribute : Attribute;
