using System.Collections.Immutable;

namespace EdgeKube.Controller.Api.ManagedFields;

/// <summary>
/// A set of places in an object, as a tree: each step is written as in Kubernetes' fieldsV1 (<see cref="FieldSteps"/>). A place can be
/// in the set without what lies below it, and the other way round. Immutable; no branch is empty.
/// </summary>
internal sealed class FieldSet
{
    private FieldSet(bool isMember, ImmutableSortedDictionary<string, FieldSet> children)
    {
        IsMember = isMember;
        Children = children;
    }

    public static FieldSet Empty { get; } = new(false, ImmutableSortedDictionary.Create<string, FieldSet>(StringComparer.Ordinal));

    /// <summary>The place itself and nothing below.</summary>
    public static FieldSet Leaf { get; } = new(true, Empty.Children);

    /// <summary>Whether the place that this branch stands for is in the set.</summary>
    public bool IsMember { get; }

    public ImmutableSortedDictionary<string, FieldSet> Children { get; }

    public bool IsEmpty => !IsMember && Children.IsEmpty;

    public static FieldSet Of(bool isMember, IEnumerable<KeyValuePair<string, FieldSet>> children) =>
        new(isMember, Empty.Children.AddRange(children.Where(child => !child.Value.IsEmpty)));

    /// <summary>The set of one place.</summary>
    public static FieldSet Place(params ReadOnlySpan<string> path)
    {
        var set = Leaf;
        for (var i = path.Length - 1; i >= 0; i--)
        {
            set = new FieldSet(false, Empty.Children.Add(path[i], set));
        }

        return set;
    }

    public FieldSet? Find(string step) => Children.GetValueOrDefault(step);

    /// <summary>Whether the place one step below is in the set.</summary>
    public bool Has(string step) => Find(step)?.IsMember is true;

    public FieldSet AsMember() => IsMember ? this : new FieldSet(true, Children);

    /// <summary>Without a branch: the place and all below it.</summary>
    public FieldSet Without(string step) => new(IsMember, Children.Remove(step));

    /// <summary>The branch alone.</summary>
    public FieldSet Only(string step) => Of(false, Children.Where(child => child.Key == step));

    public FieldSet Union(FieldSet other) => Combine(this, other, static (mine, others) => mine || others);

    public FieldSet Except(FieldSet other) => other.IsEmpty ? this : Combine(this, other, static (mine, others) => mine && !others);

    public FieldSet Intersect(FieldSet other) => Combine(this, other, static (mine, others) => mine && others);

    /// <summary>The places as a person reads them, such as <c>.spec.containers[name="a"].image</c>.</summary>
    public IEnumerable<string> Describe(string path = "")
    {
        foreach (var (step, child) in Children.Where(child => child.Value.IsMember))
        {
            yield return path + FieldSteps.Describe(step);
        }

        foreach (var (step, child) in Children)
        {
            foreach (var below in child.Describe(path + FieldSteps.Describe(step)))
            {
                yield return below;
            }
        }
    }

    private static FieldSet Combine(FieldSet left, FieldSet right, Func<bool, bool, bool> keeps) => Of(
        keeps(left.IsMember, right.IsMember),
        left.Children.Keys.Union(right.Children.Keys).Select(step =>
            KeyValuePair.Create(step, Combine(left.Find(step) ?? Empty, right.Find(step) ?? Empty, keeps))));
}
