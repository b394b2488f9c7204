namespace EdgeKube.Controller.Api.ManagedFields;

/// <summary>What every object has from the start, as Go's structs have it: the fields below have owners, these places have none.</summary>
internal sealed class BlankFields(params (string Name, BlankFields Below)[] fields)
{
    private static readonly BlankFields Bare = new();
    private static readonly BlankFields Template = new(("metadata", Bare), ("spec", new BlankFields(("containers", Bare))));

    public static BlankFields Root { get; } = new(
        ("metadata", Bare),
        ("status", Bare),
        ("rules", Bare),
        ("template", Template),
        ("spec", new BlankFields(
            ("containers", Bare),
            ("strategy", Bare),
            ("updateStrategy", Bare),
            ("template", Template),
            ("jobTemplate", new BlankFields(("metadata", Bare), ("spec", new BlankFields(("template", Template))))))));

    public BlankFields? Find(string name)
    {
        foreach (var (known, below) in fields)
        {
            if (known == name)
            {
                return below;
            }
        }

        return null;
    }
}
