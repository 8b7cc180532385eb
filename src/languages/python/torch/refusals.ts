/** Methods and properties that PyTorch's tensors have and ours do not: reading one is refused by name. */
const MISSING: ReadonlySet<string> = new Set(
  [
    'H addbmm addbmm_ addmm_ addmv_ addr addr_ adjoint aminmax angle apply_ as_strided as_strided_ as_strided_scatter',
    'as_subclass baddbmm_ bfloat16 bitwise_and_ bitwise_left_shift bitwise_left_shift_ bitwise_not bitwise_not_',
    'bitwise_or_ bitwise_right_shift bitwise_right_shift_ bitwise_xor_ broadcast_to byte cauchy_ ccol_indices cdouble',
    'cfloat chalf char cholesky cholesky_inverse cholesky_solve coalesce col_indices conj conj_physical conj_physical_',
    'const_data_ptr corrcoef cov cross crow_indices cumprod_ cumsum_ data_ptr deg2rad deg2rad_ dense_dim dequantize',
    'diag_embed diagflat diagonal_scatter digamma digamma_ dim_order dsplit eig erfinv erfinv_ fill_diagonal_ float_power',
    'float_power_ fmax fmin frexp gcd gcd_ geometric_ geqrf get_device grad_dtype half hardshrink hash_tensor heaviside',
    'heaviside_ histc histogram hsplit i0 i0_ igamma igamma_ igammac igammac_ imag index index_copy index_copy_',
    'index_fill index_fill_ index_put index_put_ index_reduce index_reduce_ indices int_repr ipu is_coalesced is_conj',
    'is_cpu is_distributed is_inference is_ipu is_maia is_meta is_mkldnn is_mps is_mtia is_neg is_nested is_pinned',
    'is_quantized is_same_size is_set_to is_shared is_signed is_sparse is_sparse_csr is_vulkan is_xla is_xpu isneginf',
    'isposinf isreal istft itemsize kron kthvalue lcm lcm_ ldexp ldexp_ lgamma lgamma_ log_normal_ logaddexp2',
    'logcumsumexp logit_ lstsq lu lu_solve mH map2_ map_ masked_scatter masked_scatter_ matrix_exp mode module_load msort',
    'mtia mvlgamma mvlgamma_ name nan_to_num_ nanmean nanmedian nanquantile narrow_copy nbytes new new_empty_strided',
    'nextafter nextafter_ nonzero_static orgqr ormqr pinverse polygamma polygamma_ put put_ q_per_channel_axis',
    'q_per_channel_scales q_per_channel_zero_points q_scale q_zero_point qr qscheme quantile rad2deg rad2deg_ real',
    'record_stream register_post_accumulate_grad_hook reinforce renorm renorm_ resize resize_ resize_as resize_as_',
    'resize_as_sparse_ resolve_conj resolve_neg rot90 row_indices scatter_reduce scatter_reduce_ select_scatter set_',
    'short signbit sinc sinc_ slice_inverse slice_scatter slogdet smm solve sparse_dim sparse_mask sparse_resize_',
    'sparse_resize_and_clear_ split_with_sizes sspaddmm stft storage storage_offset storage_type sum_to_size svd',
    'swapaxes_ swapdims_ symeig take_along_dim to_dense to_mkldnn to_padded_tensor to_sparse to_sparse_bsc to_sparse_bsr',
    'to_sparse_coo to_sparse_csc to_sparse_csr transpose_ triangular_solve tril_ triu_ unfold unique_consecutive',
    'unsafe_chunk unsafe_split unsafe_split_with_sizes untyped_storage values vdot volatile vsplit xpu',
  ]
    .join(' ')
    .split(' '),
);

/** What to say of an attribute of a tensor that is not there; null for what PyTorch does not know either. */
export function refusedAttribute(name: string): string | null {
  return MISSING.has(name) ? `\`${name}\` of a tensor is not supported; write it with functions that are` : null;
}
