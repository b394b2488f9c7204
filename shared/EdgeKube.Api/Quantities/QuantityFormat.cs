namespace EdgeKube.Api;

/// <summary>How a <see cref="Quantity"/> is written.</summary>
public enum QuantityFormat
{
    /// <summary>Powers of ten with letters: <c>500m</c>, <c>2G</c>.</summary>
    DecimalSI,

    /// <summary>Powers of 1024: <c>64Mi</c>.</summary>
    BinarySI,

    /// <summary>Powers of ten with an exponent: <c>2e9</c>.</summary>
    DecimalExponent,
}
