namespace EdgeKube.Api;

/// <summary>The object or map has one owner: server-side apply sets it whole or not at all.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AtomicAttribute : Attribute;
