namespace EdgeKube.Api;

/// <summary>What is often asked of one value. Each finds nothing where no value is given.</summary>
internal static class PlaceRules
{
    public const string PortRange = "must be between 1 and 65535, inclusive";

    private const string NotNegativeRule = "must be greater than or equal to 0";

    public static IEnumerable<FieldError> NotNegative(this Place place) => place.AtLeast(0, NotNegativeRule);

    public static IEnumerable<FieldError> AtLeast(this Place place, long least, string detail) => place.Number < least ? [place.Invalid(detail)] : [];

    /// <summary>The numbers below a place that may not be negative.</summary>
    public static IEnumerable<FieldError> NotNegative(this Place place, params string[] names) => names.SelectMany(name => place[name].NotNegative());

    public static IEnumerable<FieldError> IsPort(this Place place) => place.Number is < 1 or > 65535 ? [place.Invalid(PortRange)] : [];

    public static IEnumerable<FieldError> OneOf(this Place place, params string[] values) =>
        place.IsGiven && !values.Contains(place.Text) ? [place.NotSupported(values)] : [];

    /// <summary>A text that keeps to a rule of names.</summary>
    public static IEnumerable<FieldError> Follows(this Place place, Func<string, IEnumerable<string>> rule)
    {
        if (!place.IsGiven)
        {
            yield break;
        }

        foreach (var fault in rule(place.Text))
        {
            yield return place.Invalid(fault);
        }
    }

    /// <summary>A name or number of a port.</summary>
    public static IEnumerable<FieldError> IsPortOrName(this Place place) => place.IsText ? place.Follows(PortValidator.FindNameFaults) : place.IsPort();

    /// <summary>A number or a percentage.</summary>
    public static IEnumerable<FieldError> IsCount(this Place place)
    {
        if (place.IsText && !place.IsPercent())
        {
            yield return place.Invalid(DeploymentValidator.PercentRule);
        }

        foreach (var fault in place.NotNegative())
        {
            yield return fault;
        }
    }

    public static IEnumerable<FieldError> AtMostAll(this Place place) =>
        place.IsPercent() && new IntOrString(place.Text).ScaledValue(100, roundUp: false) > 100 ? [place.Invalid("must not be greater than 100%")] : [];

    /// <summary>None, in numbers or percent.</summary>
    public static bool IsNothing(this Place place) => !place.IsGiven || place.Number == 0 || (place.IsPercent() && new IntOrString(place.Text).ScaledValue(100, roundUp: true) == 0);

    /// <summary>What may not change once it is there.</summary>
    public static IEnumerable<FieldError> Stays(this Place place, Place current, string detail = "field is immutable") =>
        place.EqualsTo(current) ? [] : [place.Invalid(detail)];

    private static bool IsPercent(this Place place) => place.IsText && new IntOrString(place.Text).IsPercent;
}
