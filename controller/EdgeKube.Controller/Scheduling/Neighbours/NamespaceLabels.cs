namespace EdgeKube.Controller.Scheduling.Neighbours;

/// <summary>The labels of the namespaces, by which terms may choose them. Used by one loop only.</summary>
internal sealed class NamespaceLabels
{
    private readonly Dictionary<string, IReadOnlyDictionary<string, string>?> _labels = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string>? LabelsOf(string name) => _labels.GetValueOrDefault(name);

    /// <summary>True when the labels are others than before.</summary>
    public bool Set(string name, IReadOnlyDictionary<string, string>? labels)
    {
        var before = LabelsOf(name);
        _labels[name] = labels;
        return !LabelSets.AreEqual(before, labels);
    }

    public void Remove(string name) => _labels.Remove(name);
}
